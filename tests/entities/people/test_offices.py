"""Offices: the shortest usual form, without place, however they are written."""

import pytest

from tests.entities.passages import told

OFFICES = """
Kepala Lembaga Pemasyarakatan (Kalapas) Kelas IIA Jember, Harun Wicaksono, hadir. | Harun Wicaksono | Kalapas
Kepala Lapas Narkotika Kelas IIA Pamekasan Yoga Prasetya hadir. | Yoga Prasetya | Kalapas
Kalapas Perempuan Malang Ratna Kusuma berterima kasih. | Ratna Kusuma | Kalapas
Kalapas Kelas IIA Cikarang, Bekasi, Urip Darmawan, menyambut baik. | Urip Darmawan | Kalapas
Kalapas Cianjur, yang akrab disapa Kang Heri, Heri Susilo, hadir. | Heri Susilo | Kalapas
Kalapas Kelas IIB Blitar yang lama, Muji Widodo, pamit. | Muji Widodo | Kalapas
Kepala Rumah Tahanan Negara Kelas IIB Wonosobo Imam Prakoso hadir. | Imam Prakoso | Karutan
Kepala Kesatuan Pengamanan Lapas (Ka.KPLP) Edi Sasmito memimpin. | Edi Sasmito | Ka KPLP
Kepala Pengamanan Rutan Doni Saputro memimpin. | Doni Saputro | Ka KPR
Kepala Seksi Keamanan dan Ketertiban (Kasi Kamtib), Nina Rahayu, ikut. | Nina Rahayu | Kasi Kamtib
Kasi Administrasi Keamanan dan Ketertiban Wahyu Adi ikut. | Wahyu Adi | Kasi Administrasi Kamtib
Kasi Bimbingan Narapidana/Anak Didik Endik Pranoto ikut. | Endik Pranoto | Kasi Binadik
Kepala Sub Seksi Pelaporan dan Tata Tertib Ruri Handayani ikut. | Ruri Handayani | Kasubsi Portatib
Kepala Bagian Tata Usaha Lapas Kelas I Madiun Siti Alifah hadir. | Siti Alifah | Kabag TU
Kepala Kantor Wilayah Direktorat Jenderal Pemasyarakatan Maluku Ida Laisina hadir. | Ida Laisina | Kakanwil Ditjenpas
Kepala Divisi Pemasyarakatan Kanwil Kemenkumham Bali, Gun Gun Permana, hadir. | Gun Gun Permana | Kadivpas
Direktur Jenderal Pemasyarakatan Mashuri Hamdan hadir. | Mashuri Hamdan | Dirjen Pemasyarakatan
Direktur Pengamanan dan Intelijen Ditjenpas Teguh Wardoyo hadir. | Teguh Wardoyo | Direktur Pamintel
Menteri Imipas Andri Agusta hadir. | Andri Agusta | Menteri Imigrasi dan Pemasyarakatan
Kepala Kepolisian Resor (Kapolres) Kudus AKBP Heru Budiman hadir. | Heru Budiman | Kapolres
Kepala Kepolisian Resor Kota Besar Medan Kombes Pol Toga Lubis hadir. | Toga Lubis | Kapolrestabes
Wakil Kepala Kepolisian Resor (Wakapolres) Sumba Timur Kompol Didik Hartadi hadir. | Didik Hartadi | Wakapolres
Kepala Satuan Reserse Narkoba Polres Batu Iptu Arif Rahman hadir. | Arif Rahman | Kasat Resnarkoba
Kasatresnarkoba Polres Batu Iptu Arif Rahman hadir. | Arif Rahman | Kasat Resnarkoba
Kabagops Kompol Yasin Haris memimpin apel. | Yasin Haris | Kabag Ops
Kanit Reskrim Polsek Sukamakmur Ipda Rahmat Bima menambahkan. | Rahmat Bima | Kanit Reskrim
Kapolsek Cipocok Jaya Suhendar Wibawa hadir. | Suhendar Wibawa | Kapolsek
Danton Dalmas Ipda Gede Arya hadir. | Gede Arya | Danton
Dansat Brimob Polda Riau Kombes Pol Ronny Setiawan hadir. | Ronny Setiawan | Dansat Brimob
Kepala BNN Kota Tegal Kombes Pol Nasrun Hadi hadir. | Nasrun Hadi | Kepala BNNK
Kepala Badan Narkotika Nasional Provinsi (BNNP) Bali Brigjen Pol Rudi Suwarna hadir. | Rudi Suwarna | Kepala BNNP
Danrem 099/Singa Maruta Brigjen TNI Arief Pambudi hadir. | Arief Pambudi | Danrem
Wadansat Brimob Polda Riau AKBP Ronny Setiawan hadir. | Ronny Setiawan | Wadansat Brimob
Dirtipidsiber Bareskrim Polri Brigjen Pol Harun Adi hadir. | Harun Adi | Dirtipidsiber
Karo Penmas Divisi Humas Polri Brigjen Pol Harun Adi hadir. | Harun Adi | Karo Penmas
Bupati Demak Misbahunir usai acara itu pulang. | Misbahunir | Bupati
Ketua FKUB Demak, Pendeta Yonas Tebai, hadir. | Yonas Tebai | Ketua FKUB
Pendeta Yonas Tebai hadir. | Yonas Tebai | pendeta
Kuasa hukumnya, Togi Marpaung, S.H., keberatan. | Togi Marpaung | kuasa hukum
Kepala Distrik Kurulu Yonas Tebai hadir. | Yonas Tebai | Kepala Distrik
Pelatih Bripka Harun Adi hadir. | Harun Adi | pelatih
Direktur PT Surya Jaya Lestari, Harun Adi, hadir. | Harun Adi | Direktur PT Surya Jaya Lestari
Dandim 0716/Demak Letkol Kav Arief Pambudi hadir. | Arief Pambudi | Dandim
Kepala Kejaksaan Negeri Demak Niken Wulandari hadir. | Niken Wulandari | Kajari
Ketua Pengadilan Negeri Demak, Obaja Sitorus, hadir. | Obaja Sitorus | Ketua Pengadilan Negeri
Wali Kota Surakarta Respati Wijaya hadir. | Respati Wijaya | Wali Kota
Penjabat (Pj) Bupati Tapanuli Tengah Sugeng Riyanta hadir. | Sugeng Riyanta | Pj Bupati
Plt. Kalapas Kelas IIB Tanjung Raja, Badarudin Siregar, hadir. | Badarudin Siregar | Plt Kalapas
Juru bicara KPK Budi Prasetya hadir. | Budi Prasetya | juru bicara
Dokter Lapas, dr. Rina Puspita, memeriksa. | Rina Puspita | dokter
Kuasa hukum tersangka, Andar Situmorang, diam. | Andar Situmorang | kuasa hukum
Petugas medis Lapas, Ns. Dewi Sartika, hadir. | Dewi Sartika | petugas medis
Kepala Dinas Kesehatan Kabupaten Klaten, Anggit Budiarto, hadir. | Anggit Budiarto | Kepala Dinas Kesehatan
"""


@pytest.mark.parametrize("case", OFFICES.strip().splitlines())
def test_an_office_is_told_in_its_shortest_form(case: str) -> None:
    sentence, name, role = case.split(" | ")
    assert [(person[0], person[1]) for person in told(sentence)] == [(name, role)]


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Mukhtar Lubis selaku Kepala Lapas Kelas IIB Gunungsitoli hadir.", "Mukhtar Lubis", "Kalapas"),
        ("Yosafat Zebua, Kepala Kesatuan Pengamanan Rutan, hadir.", "Yosafat Zebua", "Ka KPR"),
        ("Hardi Purnomo resmi menjabat Kalapas Klaten sejak Senin.", "Hardi Purnomo", "Kalapas"),
        ("Febri Wijaya yang menjabat sebagai Kasi Binadik hadir.", "Febri Wijaya", "Kasi Binadik"),
        ("Budi Hartono (Kasat Resnarkoba) hadir.", "Budi Hartono", "Kasat Resnarkoba"),
        ("Kompol Sri Rahayu, Kabag SDM Polresta Sidoarjo, hadir.", "Sri Rahayu", "Kabag SDM"),
        ("Rian Firmanto, salah seorang petugas pengamanan, gugup.", "Rian Firmanto", "petugas pengamanan"),
        ("Sri Hartati (51), istri salah satu warga binaan, senang.", "Sri Hartati", "istri"),
    ],
)
def test_an_office_behind_the_name(sentence: str, name: str, role: str) -> None:
    assert [(person[0], person[1]) for person in told(sentence)] == [(name, role)]


def test_a_role_without_a_name_makes_no_person() -> None:
    assert told("Turut hadir Kapolres, Kasat Intelkam, Kasat Resnarkoba, serta Kepala Subbagian Tata Usaha.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Rombongan berkantor di Jalan Jenderal Sudirman dan RSUD dr. Abdoer Rahem.",
        "Presiden Kolombia dan warga negara Inggris disebut.",
        "Operasi Ketupat Kie Raha digelar Polda Maluku Utara.",
        "Tersangka berasal dari Kecamatan Teluk Nibung, warga Desa Suka Makmur.",
        "Kalapas, Kamis (6/2), membenarkan hal itu.",
        "Kapolres Cilegon, Banten, menyambut baik.",
        "Undang Undang itu mengatur Direktur Jenderal Permasyarakatan.",
        "Ketua KPU Demak Ditahan usai diperiksa.",
        "Kalapas Klaten Temui Kapolres",
        "Bendahara BPKAD Jadi tersangka.",
    ],
)
def test_places_days_and_programmes_are_no_persons(sentence: str) -> None:
    assert told(sentence) == []


def test_a_list_of_officials() -> None:
    sentence = (
        "Hadir Kabag Ops Kompol Wayan Budiarta, Kasat Reskrim AKP Made Yuda; Kasi Humas Iptu Nyoman Suarna; "
        "Kapolsek Denpasar Barat Kompol I Gusti Ngurah Yudistira serta Kasi Binadik Irwanto."
    )
    assert told(sentence) == [
        ("Wayan Budiarta", "Kabag Ops", "Kompol"),
        ("Made Yuda", "Kasat Reskrim", "AKP"),
        ("Nyoman Suarna", "Kasi Humas", "IPTU"),
        ("I Gusti Ngurah Yudistira", "Kapolsek", "Kompol"),
        ("Irwanto", "Kasi Binadik", None),
    ]
