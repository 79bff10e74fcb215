-- 主要观测值：每一地方、年度、指标、度量、维度、范围（及其名称）至多一行
-- Main values: at most one row per region, year, indicator, measure, dimension, scope and
-- name of the scope (two departments may each print their own)
SELECT
    o.region_code,
    p.name AS region_name,
    p.province_name,
    p.level AS region_level,
    p.panel_id,
    o.year,
    o.indicator_id,
    i.name_zh AS indicator_zh,
    i.name_en AS indicator_en,
    i.area,
    o.measure,
    o.dimension,
    o.scope,
    o.scope_name,
    o.value,
    o.unit,
    o.bound,
    o.rate_base,
    o.status,
    o.obs_status,
    o.confidence,
    o.period_start,
    o.period_end,
    o.observation_id,
    o.figure_id,
    o.report_id
FROM observations AS o
JOIN regions AS p ON p.region_code = o.region_code
JOIN indicators AS i ON i.indicator_id = o.indicator_id
WHERE o.is_main AND o.status IN ('ok', 'in_words')
