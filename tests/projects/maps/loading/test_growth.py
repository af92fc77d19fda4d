"""The line of time: its months, and how many are aboard at the end of each."""

from datetime import date

from projects.maps.loading.growth import growth

TODAY = date(2013, 3, 10)


def test_each_month_with_a_change_says_how_many_are_aboard():
    always, once = [(None, None)], [(date(2012, 1, 15), date(2013, 2, 1))]
    again = [(date(2012, 1, 1), date(2012, 6, 1)), (date(2012, 6, 1), None)]

    line = growth([always, once, again], [date(2012, 3, 3)], TODAY)

    assert {f"{month:%Y-%m}": count for month, count in line.aboard.items()} == {
        "2012-01": 3,
        "2012-03": 3,
        "2012-06": 3,
        "2013-02": 2,
    }
    assert (line.months, line.at(date(1999, 1, 1)), line.at(TODAY), line.at(date(2050, 1, 1))) == (
        14,
        0,
        14,
        14,
    )
    assert line.outline == "M0 1H0V0H2V0H5V0H13V0.333H14V1Z"


def test_what_is_not_dated_has_no_line_and_a_long_one_begins_later():
    assert growth([[(None, None)]], [], TODAY) is None
    assert growth([[(date(1850, 1, 1), None)]], [], TODAY).months == 480
