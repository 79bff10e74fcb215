-- 覆盖：每一地方、年度的报告是否公布、迟延几天；未见不等于未公布
-- Coverage: per place and year whether the report was found, and how late; blocked or not
-- monitored is never called missing
SELECT
    c.region_code,
    p.name AS region_name,
    p.province_name,
    p.level AS region_level,
    c.year,
    c.document_status,
    c.published_date,
    c.deadline,
    c.days_late,
    c.deadline_basis,
    r.url,
    c.last_look AT TIME ZONE 'UTC' AS last_look
FROM coverage AS c
JOIN regions AS p ON p.region_code = c.region_code
LEFT JOIN reports AS r ON r.report_id = c.report_id
ORDER BY c.year DESC, c.region_code
