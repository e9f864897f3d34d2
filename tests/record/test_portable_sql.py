"""What would answer differently on Spark is refused before it is asked."""

import pytest

from onroll.record.portable_sql import NotPortable, faults, to_spark

REFUSED = {
    "select array_agg(a order by b) from t": "ArrayAgg",
    "select percentile_cont(0.5) within group (order by a) from t": "PercentileCont",
    "select date_diff('month', a, b) from t": "months or years",
    "select a / b from t": "nullif",
    "select * from (with x as (select 1 as a) select * from x) as y": "lifted to its top",
    "select no_such_function(a) from t": "unknown to SQLGlot",
    "select a from t union by name select a from u": "BY NAME",
    "select * from t asof join u on t.a >= u.a": "ASOF",
}


@pytest.mark.parametrize(("sql", "because"), REFUSED.items())
def test_what_is_not_portable_is_named(sql, because):
    assert because in "; ".join(faults(sql))
    with pytest.raises(NotPortable):
        to_spark(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select child, min(s) as s from t group by child",
        "select a / nullif(b, 0) as c, lead(a) over (partition by b order by c) as d from t",
        "select date_diff('day', a, b) as days from t",
    ],
)
def test_what_is_portable_passes(sql):
    assert not faults(sql)
    assert to_spark(sql)
