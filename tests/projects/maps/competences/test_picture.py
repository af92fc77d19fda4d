"""The table of competences: its columns follow the tree, its cells say levels, its holes are marked."""

from datetime import date

from projects.maps.competences import picture as competences
from projects.maps.competences import sheet as matrix_sheet
from projects.maps.competences.branches import Branch, Folds, Tree
from projects.maps.shared.values import NeedMark, Skill, Stakeholder, StakeholderMap

TREE = Tree(
    (
        Branch("laine", "Laine"),
        Branch("fil", "Fil", "laine"),
        Branch("tricot", "Tricot", "fil"),
        Branch("feutre", "Feutre", "fil"),
        Branch("tri", "Tri", "laine"),
        Branch("droit", "Droit"),
        Branch("bail", "Bail", "droit"),
    )
)
ALL_USED = frozenset({"tricot", "feutre", "tri", "bail", "laine"})


def shown(columns):
    return [(c.slug, "+" if c.closed else "", c.path) for c in columns]


def test_branches_open_down_to_what_is_used_and_one_alone_needs_no_branch():
    columns = TREE.columns(ALL_USED, Folds("rien"))

    assert shown(columns) == [
        ("laine", "", ("laine",)),
        ("tricot", "", ("laine", "fil")),
        ("feutre", "", ("laine", "fil")),
        ("tri", "", ("laine",)),
        ("bail", "", ()),
    ]
    assert [[(h.name, h.span) for h in row] for row in TREE.headings(columns)] == [
        [("Laine", 4), ("", 1)],
        [("", 1), ("Fil", 2), ("", 2)],
    ]


def test_branches_close_by_address_and_cover_what_is_under_them():
    closed = TREE.columns(ALL_USED, Folds("tout"))
    one_open = TREE.columns(ALL_USED, Folds("tout", frozenset({"laine"})))

    assert shown(closed) == [("laine", "+", ()), ("bail", "", ())]
    assert closed[0].covers == ALL_USED - {"bail"}
    assert [c.slug for c in one_open] == ["laine", "fil", "tri", "bail"]
    assert Folds("tout", frozenset({"laine"})).toggled("fil") == ["fil", "laine"]


def test_what_stands_under_what_one_may_not_see_is_at_the_top():
    tree = Tree((Branch("feutre", "Feutre", "secret"),))

    assert shown(tree.columns(frozenset({"feutre"}), Folds())) == [("feutre", "", ())]


def actor(slug, *skills, degree=3):
    held = tuple(Skill(name, name.capitalize(), level) for name, level in skills)
    return Stakeholder(
        slug, slug.capitalize(), "", "organisation", "asso", "Associations", "civil", degree, skills=held
    )


def need(key, state, **more):
    return NeedMark("u" + key, key.capitalize(), "competence", key, state, **more)


def the_map():
    return StakeholderMap(
        date(2026, 1, 1),
        (actor("ana", ("tricot", 1), ("feutre", 3)), actor("bob", ("tri", 2), degree=5), actor("chu")),
        needs=(need("bail", "missing"), need("feutre", "covered", fragile=True), need("tri", "latent")),
        more=TREE,
    )


def test_cells_totals_holes_and_states():
    matrix = competences.draw(the_map(), folds=Folds("rien"))

    heads = {h.column.slug: (h.holders, h.asked.state, h.hole) for h in matrix.heads}
    rows = {r.actor.slug: [(c.before, c.level) for c in r.cells] + [r.tail] for r in matrix.rows}
    assert heads == {
        "tricot": (1, "", False),
        "feutre": (1, "fragile", False),
        "tri": (1, "latent", False),
        "bail": (0, "missing", True),
    }
    assert rows == {"bob": [(2, 2), 1], "ana": [(0, 1), (0, 3), 2], "chu": [4]}
    assert list(rows) == ["bob", "ana", "chu"]


def test_a_closed_branch_says_the_best_level_how_many_and_the_most_urgent_state():
    matrix = competences.draw(the_map(), folds=Folds("tout"), sort="laine")

    best = [(r.actor.slug, r.cells[0].level, r.cells[0].count) for r in matrix.rows[:2]]
    assert best == [
        ("ana", 3, 2),
        ("bob", 2, 1),
    ]
    assert [(h.column.slug, h.asked.state) for h in matrix.heads] == [
        ("laine", "latent"),
        ("bail", "missing"),
    ]


def test_the_file_holds_every_actor_and_every_level():
    picture = matrix_sheet.sheet(the_map(), folds=Folds("rien"))

    assert {mark.node.key for mark in picture.marks} == {"ana", "bob", "chu"}
    assert sorted(area.css for area in picture.areas if area.css.startswith("map-cell")) == [
        *["map-cell-1"] * 2,
        *["map-cell-2"] * 2,
        *["map-cell-3"] * 2,
    ]


def test_an_empty_map_is_an_empty_table():
    matrix = competences.draw(StakeholderMap(date(2026, 1, 1)))

    assert (matrix.heads, matrix.rows, matrix.words) == ((), (), ())
