-- 数值：每行一个主值，附所在句子和原网页
-- Values: one main value a row, with its sentence and the page it was published on
SELECT
    m.region_code,
    m.region_name,
    m.province_name,
    m.region_level,
    m.year,
    m.indicator_id,
    m.indicator_zh,
    m.indicator_en,
    m.value,
    m.unit,
    m.measure,
    m.dimension,
    m.scope,
    m.scope_name,
    m.bound,
    m.rate_base,
    m.status,
    m.obs_status,
    m.confidence,
    e.failed_checks,
    e.sentence,
    e.url,
    m.observation_id
FROM observations_main AS m
JOIN evidence AS e ON e.observation_id = m.observation_id
ORDER BY m.year DESC, m.region_code, m.indicator_id, m.observation_id
