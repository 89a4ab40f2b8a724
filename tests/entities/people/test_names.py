"""Names: without ranks and degrees, of all regions; joined over an article."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.entities import find_people
from pipelines.records import Police, Prison, Span, Units
from tests.entities.passages import people_of, text_of, told


@pytest.mark.parametrize(
    "name",
    [
        "Margono",
        "I Gusti Ayu Ketut Widiasih",
        "Anak Agung Gede Ngurah Putra",
        "La Ode Mustakim",
        "Teuku Zulfadli",
        "Parulian Sinambela",
        "Hendrik Yance Wenda",
        "M. Yusuf A. Rahman",
        "Reonald T.S. Simanjuntak",
        "Mukhlis bin Abdullah",
        "Robert Da Costa",
        "David ROSEHAN",
        "Hari Prasetyo",
        "Lukman Hakim Nasution",
        "Eisti'anah Kusumastuti",
        "Andi Baso Mallarangeng",
        'Hendra "Heng" Wijaya',
        "Syamsuddin Dg. Ngalle",
        "Rosmaida br. Ginting",
        "Yudi Permana Nusantara",
        "Ni Wayan Sulastri",
    ],
)
def test_names_of_all_regions(name: str) -> None:
    assert told(f"Kalapas Klaten {name} mengatakan semua aman.") == [(name, "Kalapas", None)]
    assert told(f"Kapolres Klaten, AKBP {name}, S.I.K., M.H., hadir.") == [(name, "Kapolres", "AKBP")]


def test_ranks_and_degrees_stand_beside_the_name() -> None:
    (person,) = people_of("Kapolres Klaten Kombes Pol. Dr. H. Rudi Suryo, S.H., S.I.K., M.Si., M.Tr.Opsla., hadir.")
    assert (person.name, person.rank) == ("Rudi Suryo", "Kombes Pol")
    assert person.titles == ("Dr.", "H.", "S.H.", "S.I.K.", "M.Si.", "M.Tr.Opsla.")


@pytest.mark.parametrize(
    ("written", "rank"),
    [
        ("Kombespol", "Kombes Pol"),
        ("Komisaris Besar Polisi", "Kombes Pol"),
        ("Ajun Komisaris Besar Polisi (AKBP)", "AKBP"),
        ("Iptu", "IPTU"),
        ("Inspektur Polisi Dua", "IPDA"),
        ("Letkol Inf", "Letkol Inf"),
        ("Kapten (Inf)", "Kapten"),
        ("Letkol Laut (P)", "Letkol Laut"),
        ("Irjen", "Irjen Pol"),
    ],
)
def test_ranks_in_their_shortest_form(written: str, rank: str) -> None:
    assert [person[2] for person in told(f"{written} Suparno Wibowo hadir.")] == [rank]


def test_later_mentions_are_joined_to_the_first() -> None:
    people = people_of(
        "Kalapas Klaten Margono Adi bertemu Kapolres Klaten AKBP Yudi Ardian.",
        "Kapolres Yudi menyambut baik. Kalapas Margono berterima kasih. AKBP Yudi Ardian Putra pamit.",
    )
    assert [person.name for person in people] == ["Margono Adi", "Yudi Ardian Putra"]
    assert len(people[1].spans) == 3


def test_a_comma_may_part_two_people() -> None:
    paragraphs = ("Kalapas Klaten Parulian Sinambela hadir.", "Kepada Kapolres, Parulian menjelaskan keadaan Lapas.")
    assert told(*paragraphs) == [("Parulian Sinambela", "Kalapas", None)]


def test_bearers_of_one_name_stay_two() -> None:
    assert len(told("Kalapas Budi Santoso bertemu Kapolres AKBP Budi Hartono.")) == 2


def test_a_name_without_office_needs_evidence() -> None:
    assert told("Berkat ketelitian Fajar Ananda, paket itu ditemukan.") == [("Fajar Ananda", None, None)]
    assert told("Dinginnya Gunung Ciremai Selatan terasa.") == []


def test_what_the_article_shows_to_be_a_name() -> None:
    paragraphs = ("Pendamping dari luar, Metthew Dowling, hadir.", "“Kami senang melihat perubahan ini,” kata Dowling.")
    assert [person[0] for person in told(*paragraphs)] == ["Metthew Dowling"]


def test_an_office_held_once_makes_no_second_person() -> None:
    paragraphs = ("Kapolres Klaten AKBP Pahala Siregar hadir.", "“Aman,” kata Pahala, mantan Kapolsek Demak itu.")
    assert told(*paragraphs) == [("Pahala Siregar", "Kapolres", "AKBP")]


def test_courtesy_before_the_voice_of_an_article() -> None:
    paragraphs = ("Juru masak, Mama Yuli Tjandawa, melihat asap.", "“Saya lari,” ujar Mama Yuli.")
    assert [person[0] for person in told(*paragraphs)] == ["Yuli Tjandawa"]


def test_the_headline_counts_too() -> None:
    assert told("Rombongan tiba pukul 09.00.", title="Kalapas Klaten Margono Kunjungi Polres") == [
        ("Margono", "Kalapas", None)
    ]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Fitri Rahayu, 27 tahun, mengaku lega.", "Fitri Rahayu"),
        ("Kabag Ops Kompol Al Hamdani mengaku lega.", "Al Hamdani"),
        ("Kasi Dokkes Polres Demak, Penata Tk I drg. Ida Ayu Laksmi, hadir.", "Ida Ayu Laksmi"),
        ("Ketua RT, Haji Mansur, mengaku lega.", "Mansur"),
        ("Hartiyanto Sudirgo, Kalapas Klaten, mengaku lega.", "Hartiyanto Sudirgo"),
        ("Pengamat kepolisian dari LKPPS Dian Permana menilai hal itu wajar.", "Dian Permana"),
        ("Instruktur dari Polres Demak, Aiptu Sukarmin, menilai hal itu wajar.", "Sukarmin"),
        ("“Kami lega,” kata petugas jaga, Moh. Zubairi.", "Moh. Zubairi"),
        ("“Kami lega,” ucap kakak korban, Rosidiana.", "Rosidiana"),
        ("Aiptu Sukarmin dari Polda Metro Jaya menyebutkan hal itu.", "Sukarmin"),
        ("Yang pertama ialah Kalapas Klaten sendiri, Wahid Sasmita Nugroho.", "Wahid Sasmita Nugroho"),
    ],
)
def test_the_whole_name_and_no_more(sentence: str, name: str) -> None:
    assert [person[0] for person in told(sentence)] == [name]


@pytest.mark.parametrize(
    "title",
    [
        "Razia di Rutan Klaten, Petugas Sita Kabel dan Paku",
        "Kapolres Bina Pemuda Desa",
        "Kalapas Klaten Puji Kinerja Petugas",
        "Petugas Gagalkan Penyelundupan, Warga Rahmat",
    ],
)
def test_verbs_of_a_headline_are_no_names(title: str) -> None:
    assert told("Kegiatan itu berlangsung pukul 09.00.", title=title) == []


def test_a_headline_between_paragraphs_names_nobody_new() -> None:
    paragraphs = ("Kapolres Demak AKBP Rudi Suryo hadir.", "Kapolres Tegaskan Komitmen Berantas Narkoba", "Acara usai.")
    assert [person[0] for person in told(*paragraphs)] == ["Rudi Suryo"]
    listed = ("Yang hadir:", "Kapolres Demak AKBP Rudi Suryo Lasmana", "1. Kalapas Demak Harun Wicaksono Mulia")
    assert [person[0] for person in told(*listed)] == ["Rudi Suryo Lasmana", "Harun Wicaksono Mulia"]


def test_a_name_of_the_text_is_one_in_the_headline() -> None:
    assert (
        told("Petugas pengamanan Sita Lestari hadir.", title="Petugas Sita Lestari Terima Piagam")[0][0]
        == "Sita Lestari"
    )


def test_the_unit_is_the_one_that_stands_with_the_person() -> None:
    klaten = Prison("lapas-klaten", "Lapas", "IIB", None, "Klaten", "Lapas Klaten", "x", spans=(Span(0, 0, 14, "x"),))
    boyolali = Prison("lapas-boyolali", "Lapas", "IIB", None, "Boyolali", "Lapas", "x", spans=(Span(0, 34, 50, "x"),))
    polres = Police("polres-klaten", "Polres", "Klaten", "Polres Klaten", "x")
    text = text_of("Kalapas Klaten Margono Adi menemui Kalapas Boyolali Wisnu Aji dan Kapolres AKBP Yudi.")
    people = find_people(text, Units((klaten, boyolali), (polres,)))
    assert [person.unit for person in people] == ["lapas-klaten", "lapas-boyolali", "polres-klaten"]


@settings(max_examples=60, deadline=None)
@example("A(1)")
@example("Kalapas Klaten Margono (45) hadir.")
@example("Margono Adi (45), Kalapas Klaten, hadir.")
@given(st.text(alphabet="Kalps reoKBPAdim.,()“”\"'’- \nS1234", max_size=120))
def test_any_text_is_read_without_error(passage: str) -> None:
    for person in people_of(passage):
        assert all(passage[span.start : span.end] == span.text for span in person.spans)
