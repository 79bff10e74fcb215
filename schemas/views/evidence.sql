-- 证据：每个观测值与其所在句子、链接、快照和检验
-- Evidence: every observation with its sentence, link, snapshot and checks
WITH touching AS (
    SELECT
        figure_id,
        count(*) AS checks,
        count(*) FILTER (WHERE verdict = 'fails') AS failed_checks,
        string_agg(check_id, ';' ORDER BY check_id) AS check_ids,
        string_agg(conclusion_zh, '' ORDER BY check_id)
            FILTER (WHERE verdict = 'fails') AS failures_zh,
        string_agg(conclusion_en, ' ' ORDER BY check_id)
            FILTER (WHERE verdict = 'fails') AS failures_en
    FROM (
        SELECT DISTINCT
            unnest(string_split(concat_ws(';', left_figures, right_figures), ';')) AS figure_id,
            check_id,
            verdict,
            conclusion_zh,
            conclusion_en
        FROM checks
    ) AS sides
    GROUP BY figure_id
)
SELECT
    o.observation_id,
    o.region_code,
    p.name AS region_name,
    p.province_name,
    o.year,
    o.indicator_id,
    i.name_zh AS indicator_zh,
    i.name_en AS indicator_en,
    o.measure,
    o.dimension,
    o.scope,
    o.value,
    o.unit,
    o.status,
    substr(t.text, o.char_start + 1, o.char_end - o.char_start) AS quote,
    regexp_extract(
        substr(t.text, greatest(o.char_start - 240, 0) + 1, least(o.char_start, 240)),
        '[^。！？!?\n]*$'
    )
    || substr(t.text, o.char_start + 1, o.char_end - o.char_start)
    || regexp_extract(substr(t.text, o.char_end + 1, 240), '^[^。！？!?\n]*[。！？!?]?')
        AS sentence,
    f.section_path,
    r.title AS report_title,
    r.url,
    v.snapshot_id,
    o.char_start,
    o.char_end,
    coalesce(c.checks, 0) AS checks,
    coalesce(c.failed_checks, 0) AS failed_checks,
    c.check_ids,
    c.failures_zh,
    c.failures_en,
    o.rule_id,
    o.figure_id,
    o.report_id,
    o.revision_id,
    o.is_main
FROM observations AS o
JOIN regions AS p ON p.region_code = o.region_code
JOIN indicators AS i ON i.indicator_id = o.indicator_id
JOIN reports AS r ON r.report_id = o.report_id
JOIN revisions AS v ON v.revision_id = o.revision_id
JOIN texts AS t ON t.revision_id = o.revision_id
LEFT JOIN figures AS f ON f.figure_id = o.figure_id
LEFT JOIN touching AS c ON c.figure_id = o.figure_id
