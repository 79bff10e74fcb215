-- 宽表：每一地方、年度一行，每个指标一列，只含口径可比的数值
-- Wide: one row per region and year, one column per indicator, only values that compare
SELECT
    w.region_code,
    w.region_name,
    w.province_name,
    w.region_level,
    w.panel_id,
    w.year,
    r.url,
    w.* EXCLUDE (region_code, region_name, province_name, region_level, panel_id, year)
FROM wide AS w
LEFT JOIN (
    SELECT region_code, year, min_by(url, report_id) AS url
    FROM reports
    GROUP BY region_code, year
) AS r ON r.region_code = w.region_code AND r.year = w.year
ORDER BY w.year DESC, w.region_code
