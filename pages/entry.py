"""Nhập báo cáo: how does a report get from its text to published figures?"""

from exhibits.catalog import changes
from exhibits.render import desk
from exhibits.render.desk_said import Known
from warehouse import queries

if not desk.closed():
    desk.recover()

    # ask: what fields may choose from
    known = Known.of(queries.units(), queries.indicators())

    # choose, draw: one draft, or all of them
    if draft_id := desk.chosen():
        desk.one(draft_id, known, changes.exhibits)
    else:
        desk.overview(dict(known.units))
