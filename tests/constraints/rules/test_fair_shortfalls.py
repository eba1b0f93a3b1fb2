from tests.constraints.verdicts import prices


def test_the_square_of_tens_by_the_weeks_of_the_stay() -> None:
    picture = """
    activity mdt weekly 60 weight=7
    slot mdt Mon 09:00
    trainee amara fellow
    session amara mdt 03-01 09:00
    trainee li fellow 03-01..03-14
    """
    assert prices("fair_shortfalls", picture) == [
        ("Amara lacks 21 points of coverage in a stay of 4 weeks.", 3**2 * 25),
        ("Li lacks 14 points of coverage in a stay of 2 weeks.", 2**2 * 50),
    ]


def test_ten_points_are_one_ten_and_eleven_are_two() -> None:
    picture = """
    activity mdt weekly 60 weight={}
    slot mdt Mon 09:00
    trainee amara fellow 03-01..03-07
    """
    assert prices("fair_shortfalls", picture.format(10)) == [
        ("Amara lacks 10 points of coverage in a stay of one week.", 100)
    ]
    assert prices("fair_shortfalls", picture.format(11)) == [
        ("Amara lacks 11 points of coverage in a stay of one week.", 400)
    ]


def test_nothing_lacks() -> None:
    assert prices("fair_shortfalls", "trainee amara fellow") == []
