-- 检验：对现行文本的检验，不相符的在前；检验从不改动数值
-- Checks: tests of current texts, what does not reconcile first; a check changes no value
SELECT
    r.region_code,
    p.name AS region_name,
    p.province_name,
    r.year,
    c.relation,
    c.verdict,
    c.left_value,
    c.right_value,
    c.tolerance,
    c.conclusion_zh,
    c.conclusion_en,
    r.url,
    c.rule_id,
    c.check_id
FROM checks AS c
JOIN reports AS r ON r.report_id = c.report_id
JOIN revisions AS v ON v.revision_id = c.revision_id
JOIN regions AS p ON p.region_code = r.region_code
WHERE v.is_current
ORDER BY
    r.year DESC,
    CASE c.verdict WHEN 'fails' THEN 0 WHEN 'holds' THEN 1 ELSE 2 END,
    r.region_code,
    c.relation,
    c.check_id
