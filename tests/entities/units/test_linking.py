"""Units as local press writes them, resolved."""

import pytest

from tests.entities.units.cases import Tuple, ids, link, police, prisons

ONE_PRISON = [
    ("Lapas Kelas IIA Cilegon", ("Lapas", "IIA", None, "Cilegon")),
    ("Lapas Klas II A Cilegon", ("Lapas", "IIA", None, "Cilegon")),
    ("Lapas Klas-IIB Selong", ("Lapas", "IIB", None, "Selong")),
    ("Lembaga Pemasyarakatan (Lapas) Kelas 2A Cilegon", ("Lapas", "IIA", None, "Cilegon")),
    ("Kepala Lembaga Pemasyarakatan (Kalapas) Kelas IIA Cilegon", ("Lapas", "IIA", None, "Cilegon")),
    ("Lapas Cilegon Kelas IIA", ("Lapas", "IIA", None, "Cilegon")),
    ("LP Cipinang", ("Lapas", "I", None, "Cipinang")),
    ("LAPAS RANGKASBITUNG", ("Lapas", "III", None, "Rangkas Bitung")),
    ("Kalapas Tobelo", ("Lapas", "IIB", None, "Tobello")),
    ("Lapas Porong", ("Lapas", "I", None, "Surabaya")),
    ("LPP Kelas IIA Semarang", ("Lapas", "IIA", "Perempuan", "Semarang")),
    ("Lapas Wanita Malang", ("Lapas", "IIA", "Perempuan", "Malang")),
    ("Lapas Khusus Narkotika Kelas IIA Jakarta", ("Lapas", "IIA", "Narkotika", "Jakarta")),
    ("Lapas Narkotika Siantar", ("Lapas", "IIA", "Narkotika", "Pematang Siantar")),
    ("Lapas High Risk Pasir Putih", ("Lapas", "IIA", None, "Pasir Putih Nusakambangan")),
    ("Rutan Salemba", ("Rutan", "I", None, "Jakarta Pusat")),
    ("Rutan Solo", ("Rutan", "I", None, "Surakarta")),
    ("Rutan Negara", ("Rutan", "IIB", None, "Negara")),
    ("Rumah Tahanan Negara (Rutan) Kelas IIB Negara", ("Rutan", "IIB", None, "Negara")),
    ("Rutan Negara Kelas I Surakarta", ("Rutan", "I", None, "Surakarta")),
    ("Lapas Anak Blitar", ("LPKA", "I", None, "Blitar")),
    ("Bapas Kelas I Jakarta Timur-Utara", ("Bapas", "I", None, "Jakarta Timur Utara")),
    ("Kanwil Ditjenpas Kalbar", ("Kanwil", None, None, "Kalimantan Barat")),
    (
        "Kantor Wilayah (Kanwil) Direktorat Jenderal Pemasyarakatan (Ditjenpas) Banten",
        ("Kanwil", None, None, "Banten"),
    ),
    ("LapasKelas IIB Tuban", ("Lapas", "IIB", None, "Tuban")),
    ("LapasTuban", ("Lapas", "IIB", None, "Tuban")),
    ("Lapas KelasIIBTuban", ("Lapas", "IIB", None, "Tuban")),
    ("Lapas Kelas llB Tuban", ("Lapas", "IIB", None, "Tuban")),
    ("Lapas Klas II/B Tuban", ("Lapas", "IIB", None, "Tuban")),
    ("Lembaga Pemasyaraktan Kelas IIB Tuban", ("Lapas", "IIB", None, "Tuban")),
    ("LPKA Lampung", ("LPKA", "II", None, "Bandar Lampung")),
    ("Lapas Krobokan", ("Lapas", "IIA", None, "Kerobokan")),
    ("Kadivpas Kemenkumham Jatim", ("Kanwil", None, None, "Jawa Timur")),
    (
        "Kepala Divisi Pemasyarakatan (Kadivpas) Kantor Wilayah Kementerian Hukum dan HAM Bali",
        ("Kanwil", None, None, "Bali"),
    ),
    ("Kanwil Ditjenpas Papua Selatan", ("Kanwil", None, None, "Papua Selatan")),
]

ONE_POLICE = [
    ("Polresta Banyuwangi", ("Polresta", "Banyuwangi")),
    ("Polres Banyuwangi", ("Polresta", "Banyuwangi")),
    ("Mapolres Metro Tangerang Kota", ("Polres Metro", "Tangerang Kota")),
    ("Kepolisian Resor Metro Jakarta Timur", ("Polres Metro", "Jakarta Timur")),
    ("Kepolisian Resor Kota Besar (Polrestabes) Medan", ("Polrestabes", "Medan")),
    ("Satresnarkoba Polres Kulonprogo", ("Polres", "Kulon Progo")),
    ("Polresta Malang", ("Polresta", "Malang Kota")),
    ("Polres Malang", ("Polres", "Malang")),
    ("Polres Kota Tangerang", ("Polres Metro", "Tangerang Kota")),
    ("Polres Kabupaten Tangerang", ("Polresta", "Tangerang")),
    ("Polresta Ambon", ("Polresta", "P. Ambon & P.P. Lease")),
    ("Kapolresta Pulau Ambon dan Pulau-Pulau Lease", ("Polresta", "P. Ambon & P.P. Lease")),
    ("Polres OKU Timur", ("Polres", "Ogan Komering Ulu Timur")),
    ("Polres 50 Kota", ("Polres", "50 Kota")),
    ("Ditresnarkoba Polda Jateng", ("Polda", "Jawa Tengah")),
    ("Polda Metro", ("Polda", "Metro Jaya")),
    ("BNN Kabupaten Banyuwangi", ("BNNK", "Banyuwangi")),
    ("Badan Narkotika Nasional Kabupaten (BNNK) Kotim", ("BNNK", "Kotawaringin Timur")),
    ("BNN Banten", ("BNNP", "Banten")),
    ("Badan Narkotika Nasional Provinsi (BNNP) Sultra", ("BNNP", "Sulawesi Tenggara")),
    ("Kepala BNN RI", ("BNN", None)),
    ("Mabes Polri", ("Polri", None)),
    ("Polsek Metro Menteng", ("Polsek", "Menteng")),
    ("Kapolsek Cipocok Jaya", ("Polsek", "Cipocok Jaya")),
    ("PolresTuban", ("Polres", "Tuban")),
    ("Poldasu", ("Polda", "Sumatera Utara")),
    ("Polresta Mojokerto", ("Polres", "Mojokerto Kota")),
    ("Polresta Cirebon", ("Polresta", "Cirebon")),
    ("Polresta Cilacap", ("Polres", "Cilacap")),
]


@pytest.mark.parametrize(("surface", "expected"), ONE_PRISON)
def test_a_prison_is_linked(surface: str, expected: Tuple) -> None:
    found = link(f"Tim gabungan mendatangi {surface} pada malam hari.")
    assert prisons(found) == [expected]
    assert police(found) == []


@pytest.mark.parametrize(("surface", "expected"), ONE_POLICE)
def test_a_police_unit_is_linked(surface: str, expected: Tuple) -> None:
    found = link(f"Tim gabungan bersama {surface} bergerak malam hari.")
    assert police(found) == [expected]
    assert prisons(found) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Lapas setempat sudah penuh.",
        "Seluruh Kapolres diminta siaga, demikian pula tiap Lapas dan Rutan.",
        "Kelapasan itu terjadi di sistem pertahanan Serang.",
        "Kalapas Margono menyambut Kapolres.",
        "Tahanan itu dibawa ke Rutan KPK.",
        "Kanwil Kemenkumham Jateng menggelar rapat.",
        "Rapat dihadiri BNN Kota dan Kodim.",
        "Direktorat Jenderal Pemasyarakatan dan Kementerian Imigrasi menyambut baik.",
    ],
)
def test_what_names_no_unit(sentence: str) -> None:
    assert ids(link(sentence)) == []


def test_cells_of_the_police_are_no_prison() -> None:
    assert ids(link("Ia ditahan di Rutan Polres Gresik.")) == ["polres-gresik"]
    assert ids(link("Ia ditahan di Rutan Mapolda Jatim.")) == ["polda-jawa-timur"]


def test_units_in_a_row_share_their_place() -> None:
    assert ids(link("Razia digelar di Lapas dan Rutan Kendari.")) == ["lapas-kendari", "rutan-kendari"]
    assert ids(link("Lapas Perempuan dan Rutan Mamuju bersiap.")) == ["lapas-perempuan-mamuju", "rutan-mamuju"]
    assert ids(link("", title="Lapas-Rutan Kendari Digeledah")) == ["lapas-kendari", "rutan-kendari"]


def test_places_in_a_row_share_their_head() -> None:
    found = link("Kegiatan diikuti Lapas Medan, Binjai, dan Tebing Tinggi serta Polres Tegal Kota dan Brebes.")
    assert ids(found) == [
        "lapas-medan",
        "lapas-binjai",
        "lapas-tebing-tinggi-deli",
        "polres-tegal-kota",
        "polres-brebes",
    ]


def test_a_headline_shares_no_place_that_the_text_belies() -> None:
    title = "Polres dan BNNK Bone Periksa Pegawai"
    assert ids(link("Kapolres Bulukumba hadir bersama BNNK Bone.", title=title)) == ["bnnk-bone", "polres-bulukumba"]
    assert ids(link("BNNK Bone memeriksa pegawai.", title=title)) == ["polres-bone", "bnnk-bone"]


def test_districts_in_a_row_are_of_one_regency() -> None:
    found = link("Tahanan Polsek Gubeng, Wonokromo, dan Tegalsari serta Polsek Kuta dan Denpasar.")
    assert police(found) == [("Polsek", place) for place in ("Gubeng", "Wonokromo", "Tegalsari", "Kuta")]


def test_a_nickname_that_is_the_name_of_a_prison_elsewhere() -> None:
    sentence = "Pembesuk Lapas Teluk Dalam diperiksa."
    assert ids(link(sentence)) == ["lapas-teluk-dalam"]
    assert ids(link(sentence, dateline="BANJARMASIN")) == ["lapas-banjarmasin"]


def test_a_comma_alone_lists_nothing() -> None:
    assert ids(link("Petugas Rutan Gianyar, Bangli, menolak.")) == ["rutan-gianyar"]


def test_the_general_prison_is_not_the_one_of_a_subtype() -> None:
    assert ids(link("Lapas Semarang dan Lapas Perempuan Semarang bersiap.")) == [
        "lapas-semarang",
        "lapas-perempuan-semarang",
    ]


def test_a_short_headline_means_the_prison_that_the_body_names_in_full() -> None:
    found = link("Kalapas Perempuan Semarang menyambut tamu.", title="Tamu Kunjungi Lapas Semarang")
    assert ids(found) == ["lapas-perempuan-semarang"]


def test_a_short_headline_means_the_city_that_the_body_names() -> None:
    found = link("Kapolres Tegal Kota menyambut tamu.", title="Kapolres Tegal Kunjungi Lapas Tegal")
    assert ids(found) == ["lapas-tegal", "polres-tegal-kota"]
    both = link("Polres Tegal dan Polres Tegal Kota bersiap.", title="Apel Polres Tegal")
    assert ids(both) == ["polres-tegal", "polres-tegal-kota"]


def test_a_subtype_is_understood_where_there_is_but_one() -> None:
    assert ids(link("Lapas Karang Intan didatangi tamu.")) == ["lapas-narkotika-karang-intan"]


def test_the_general_prison_of_another_province_is_not_meant() -> None:
    south_borneo = {"region": "Kalimantan Selatan"}
    assert ids(link("Kalapas Martapura menyambut Kapolres Tapin.", **south_borneo))[0] == "lapas-perempuan-martapura"
    assert ids(link("Kalapas Martapura menyambut Kapolres OKU Timur."))[0] == "lapas-martapura"
    assert ids(link("Kalapas Martapura menyambut tamu.")) == ["lapas-martapura"]


def test_two_candidates_are_left_open() -> None:
    (found,) = link("Lapas Tangerang didatangi tamu.").prisons
    assert (found.id, found.kind, found.unit_class, found.place) == (None, "Lapas", None, "Tangerang")
    assert found.spans[0].confidence < 0.5


def test_the_class_decides_wherever_it_stands() -> None:
    found = link("Lapas Tangerang didatangi tamu.", "Kepala Lapas Kelas I Tangerang menyambut mereka.")
    assert ids(found) == ["lapas-tangerang"]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"region": "Jawa Barat"}, "polres-kota-banjar"),
        ({"region": "Kalimantan Selatan"}, "polres-banjar"),
        ({"dateline": "MARTAPURA"}, "polres-banjar"),
        ({}, None),
    ],
)
def test_source_and_dateline_tell_places_of_one_name_apart(evidence: dict[str, str], expected: str | None) -> None:
    assert ids(link("Polres Banjar menggelar apel.", **evidence)) == [expected]


def test_other_units_tell_places_of_one_name_apart() -> None:
    assert ids(link("Rutan Barabai didatangi Polres Banjar."))[-1] == "polres-banjar"


def test_polres_metro_is_the_city_in_lampung_only_there() -> None:
    assert police(link("Lapas Metro menyambut Polres Metro.")) == [("Polres", "Metro")]
    assert police(link("Polres Metro, Lampung, menggelar apel.")) == [("Polres", "Metro")]
    assert police(link("Seluruh Polres Metro di Jakarta Barat bersiaga.")) == []


def test_a_branch_of_the_narcotics_agency_is_not_the_agency() -> None:
    assert ids(link("BNNK Gianyar hadir. Petugas BNN mengambil sampel.")) == ["bnnk-gianyar"]
    assert ids(link("BNNK Gianyar hadir. Kepala BNN RI berterima kasih.")) == ["bnnk-gianyar", "bnn"]


def test_units_that_the_gazetteer_lacks_are_reported_without_id() -> None:
    found = link(
        "Rutan Cilegon, Lapas Kelas IIB Sungai Merah serta Polsek Kawasan Dermaga bersiap bersama warga sejak pagi."
    )
    assert prisons(found) == [("Rutan", None, None, "Cilegon"), ("Lapas", "IIB", None, "Sungai Merah")]
    assert police(found) == [("Polsek", "Kawasan Dermaga")]
    assert set(ids(found)) == {None}


def test_a_rutan_that_a_headline_calls_a_lapas() -> None:
    assert ids(link("Rutan Kraksaan bersiap.", title="Lapas Kraksaan Siaga")) == ["rutan-kraksaan"]
    assert ids(link("Petugas bersiap.", title="Lapas Kraksaan Siaga")) == [None]


def test_headlines_invent_no_units() -> None:
    assert ids(link("", title="Polres dan Lapas Gelar Razia, Rutan Ikut Siaga, Polsek Turun Tangan")) == []
    assert ids(link("Unit Reskrim Polsek Amankan Dua Remaja Pelaku Tawuran")) == []


@pytest.mark.parametrize(
    "title",
    ["Kapolres Baru Kunjungi Lapas", "Rutan Baru Diresmikan", "Polsek Saling Bantu", "Kapolsek Papar Kronologi"],
)
def test_common_words_in_headlines_are_no_places(title: str) -> None:
    assert ids(link("", title=title)) == []


def test_common_words_are_places_in_running_text() -> None:
    assert (
        ids(link("Petugas Polsek Papar dan Polres Kediri mendatangi rumah itu pada malam hari."))
        == ["polres-kediri", "polsek-papar-kediri"][::-1]
    )
    assert ids(link("Rutan Barru dijaga Polres Barru.")) == ["rutan-barru", "polres-barru"]
    assert ids(link("Kapolres Baru Cilegon menyambut tamu.")) == ["polres-cilegon"]


def test_a_persons_name_behind_a_role_is_no_place() -> None:
    assert ids(link("Polres Cilegon bersiap. Kapolsek Bambang menambahkan.")) == ["polres-cilegon"]
    assert "polres-bima" in ids(link("Rutan Raba Bima bersiap. Kapolres Bima menambahkan."))


def test_every_mention_is_told_with_its_span() -> None:
    paragraph = "Kalapas Cilegon dan Kapolres Cilegon bertemu di Lapas Kelas IIA Cilegon."
    (prison,) = link(paragraph).prisons
    assert [span.text for span in prison.spans] == ["Kalapas Cilegon", "Lapas Kelas IIA Cilegon"]
    assert all(paragraph[span.start : span.end] == span.text for span in prison.spans)


def test_the_main_units_come_first() -> None:
    found = link("Polda Banten dan Lapas Serang hadir.", title="Kapolres Cilegon Kunjungi Lapas Cilegon")
    assert ids(found) == ["lapas-cilegon", "lapas-serang", "polres-cilegon", "polda-banten"]


def test_province_and_regency_are_told() -> None:
    (prison,) = link("Lapas Cilegon bersiap.").prisons
    assert (prison.province, prison.regency, prison.name) == ("Banten", "Kota Cilegon", "Lapas Kelas IIA Cilegon")


def test_a_place_that_no_table_knows_before_a_rank_is_told_without_id() -> None:
    told = link("Kapolres Sukamaju AKBP Budi Santoso dan Kapolsek Randukuning Iptu Andi hadir di Lapas Cilacap.").police
    assert [(unit.level, unit.place, unit.id) for unit in told] == [
        ("Polres", "Sukamaju", None),
        ("Polsek", "Randukuning", None),
    ]


def test_a_person_behind_an_office_is_no_place() -> None:
    assert not link("Kapolsek Margono hadir di Lapas Cilacap.").police
