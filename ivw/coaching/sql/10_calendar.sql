-- A day is a day in the person's time zone (our convention).
CREATE MACRO local_day(instant, zone) AS timezone(zone, instant)::DATE;
-- Where the clocks go back over midnight (Havana, the Azores) a day has two of them, and timezone() takes the later;
-- the instant after the end of the day before is the first then, and later than midnight only in Greenland's spring.
CREATE MACRO midnight(day, zone) AS least(
    timezone(zone, day::TIMESTAMP),
    timezone(zone, day::TIMESTAMP - INTERVAL 1 MICROSECOND) + INTERVAL 1 MICROSECOND);

-- Business days skip Saturday and Sunday; from a weekend the count starts at the Friday before it.
CREATE MACRO business_day_after(day, n) AS
    day - greatest(isodow(day) - 5, 0)::INT
    + (n + 2 * ((least(isodow(day), 5) - 1 + n) // 5))::INT;
CREATE MACRO business_day_before(day) AS
    day - (CASE isodow(day) WHEN 1 THEN 3 WHEN 7 THEN 2 ELSE 1 END)::INT;

-- The day on which the week of `day` began; first_weekday is ISO, 1 for Monday.
CREATE MACRO week_of(day, first_weekday) AS day - ((isodow(day) - first_weekday + 7) % 7)::INT;

-- Elapsed time / 24 h, with fractions.
CREATE MACRO days_between(earlier, later) AS (epoch(later) - epoch(earlier)) / 86400.0;
