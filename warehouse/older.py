"""What releases of an older contract lack, worked out when they are opened.

Columns that did not exist then are empty, but for the years of a figure's period, by which views
are narrowed: those follow from the release's own dates, as in `etl/derive.py`. Portable SQL of `o`,
an observation, and `s`, its report.
"""

WITHOUT_YEARS = ("1", "2")  # contracts
YEARS = {
    "first_year": "cast(year(coalesce(o.period_from, o.as_of)) as integer)",
    "last_year": """cast(case when coalesce(o.period_from, o.as_of) is not null then
        year(coalesce(o.period_to, o.as_of, s.published_on, s.event_on, o.period_from)) end
        as integer)""",
}
