-- 指标：编码表，及各指标已公布主值的个数与年份
-- Indicators: the codebook, with how many main values are published and for which years
SELECT
    i.indicator_id,
    i.name_zh,
    i.name_en,
    i.definition_zh,
    i.definition_en,
    i.indicator_type,
    i.unit,
    i.numerator,
    i.denominator,
    i.dimensions,
    i.legal_basis,
    i.polarity,
    i.valid_from,
    i.valid_to,
    i.breaks,
    count(m.observation_id) AS published_values,
    count(DISTINCT m.region_code) AS published_places,
    min(m.year) AS first_year,
    max(m.year) AS last_year
FROM indicators AS i
LEFT JOIN observations_main AS m ON m.indicator_id = i.indicator_id
GROUP BY ALL
ORDER BY i.indicator_id
