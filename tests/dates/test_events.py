"""Which day is the event's: passages of our own where statements, letters, plans and page lines compete."""

from datetime import date

import pytest

from pipelines.dates import date_passage

# text, published, event, statement day (None: not asked)
CASES = [
    (
        "Petugas Rutan Sukamaju menggeledah kamar hunian, Selasa (11/3) malam. “Hasilnya nihil,” ujar Karutan "
        "Budi Santosa, Rabu (12/3).",
        "2025-03-12", "2025-03-11", "2025-03-12",
    ),
    (
        "Kapolres Sukamaju AKBP Andi Wiratama saat dikonfirmasi, Rabu (12/3/2025), membenarkan adanya "
        "penggeledahan. Ia menyebut penggeledahan "
        "dilakukan pada Selasa (11/3/2025) malam.",
        None, "2025-03-11", "2025-03-12",
    ),
    (
        "Hal itu dikatakan Kalapas Budi Santosa kepada wartawan di ruang kerjanya, Rabu (12/3). Menurut Budi, "
        "tes urine digelar Senin (10/3).",
        "2025-03-13", "2025-03-10", "2025-03-12",
    ),
    (
        "Kalapas Budi Santosa kepada media ini, Rabu (12/3) menyampaikan seluruh kamar sudah diperiksa.",
        "2025-03-12", None, "2025-03-12",
    ),
    (
        "Demikian disampaikan Kalapas Budi Santosa usai memimpin penggeledahan, Rabu (12/3).",
        "2025-03-12", "2025-03-12", None,
    ),
    (
        "Kalapas Budi Santosa, Rabu (12/3/2025), mengatakan razia digelar pada Selasa (11/3/2025) malam bersama "
        "Polsek.",
        None, "2025-03-11", "2025-03-12",
    ),
    (
        "“Kami apresiasi Polres,” kata Kalapas Budi Santosa saat konferensi pers di Mapolres, Rabu (12/3).",
        "2025-03-12", None, "2025-03-12",
    ),
    (
        "Kapolres Sukamaju memimpin konferensi pers pengungkapan sabu di halaman lapas, Rabu (12/3).",
        "2025-03-12", "2025-03-12", None,
    ),
    (
        "Dalam konferensi pers, Rabu (12/3/2025), Kapolres menjelaskan penyelundupan digagalkan pada Minggu "
        "(9/3/2025) siang.",
        "2025-03-12", "2025-03-09", None,
    ),
    (
        "Lapas Sukamaju menggelar apel bersama, Senin (10/3). Apel itu menindaklanjuti surat Direktur Jenderal "
        "Nomor PAS-08.01 tanggal 3 Maret 2025. "
        "Sebelumnya, pada Kamis (6/3), petugas melakukan rapat persiapan.",
        "2025-03-11", "2025-03-10", None,
    ),
    (
        "Berdasarkan surat edaran tertanggal 3 Maret 2025, seluruh lapas memperketat pengawasan.",
        "2025-03-11", None, None,
    ),
    (
        "Narapidana yang kabur pada Jumat (7/3) itu ditangkap di rumah kerabatnya, Senin (10/3) dini hari.",
        "2025-03-11", "2025-03-10", None,
    ),
    (
        "Lapas Sukamaju akan menerima kunjungan Kapolda pada Kamis (20/3). Panitia sudah menyiapkan aula.",
        "2025-03-18", "2025-03-20", None,
    ),
    (
        "Rapat koordinasi digelar Selasa (18/3). Hasil rapat akan dilaporkan ke kanwil pada Senin (24/3).",
        "2025-03-19", "2025-03-18", None,
    ),
    (
        "Kunjungan tatap muka dibuka mulai Senin (31/3) hingga Rabu (2/4), kata Kalapas Budi Santosa, Jumat (28/3).",
        "2025-03-28", None, "2025-03-28",
    ),
    (
        "SUKAMAJU, KABAR NUSA – Kalapas Sukamaju menemui Kapolres, Rabu (12/3/2025).\nBaca juga: Kebakaran "
        "Pasar, Minggu (2/3/2025)\n"
        "Pertemuan berlangsung hangat.",
        "2025-03-12", "2025-03-12", None,
    ),
    (
        "Penulis: Rina | Rabu, 12 Maret 2025 | 15:20 WIB\nPetugas gabungan merazia blok hunian, Selasa "
        "(11/3/2025) malam.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Petugas menggagalkan penyelundupan ponsel, kemarin. “Barang itu dilempar dari luar tembok,” kata "
        "Kalapas, Rabu (12/3).",
        "2025-03-12", "2025-03-11", "2025-03-12",
    ),
    (
        "“Tadi malam kami sisir tiga blok,” ujar Kalapas Budi Santosa, Selasa (11/3).",
        "2025-03-13", "2025-03-10", "2025-03-11",
    ),
    (
        "Pelatihan regu jaga berlangsung tiga hari, 4-6 Maret 2025, di aula. Penutupan dihadiri Kapolres. "
        "“Semoga bermanfaat,” ucap Budi, Kamis (6/3).",
        "2025-03-07", "2025-03-04/2025-03-06", "2025-03-06",
    ),
    (
        "Kepala Rutan menandatangani nota kesepahaman dengan Kapolres pada Kamis (13/3/2025). Nota itu berlaku "
        "sampai 31 Desember 2027.",
        "2025-03-14", "2025-03-13", None,
    ),
    (
        "Sejak 1 Januari 2025, Rutan Sukamaju telah menerima 120 tahanan. Data itu dipaparkan Karutan dalam "
        "rapat evaluasi, Kamis (13/3).",
        "2025-03-14", "2025-03-13", None,
    ),
    (
        "Menurut keterangan resmi yang diterima di Jakarta, Jumat, kerja sama itu penting. Penandatanganan "
        "dilakukan pada Kamis (13/3).",
        "2025-03-14", "2025-03-13", "2025-03-14",
    ),
    (
        "Dua tahanan melarikan diri pada Minggu (9/3/2025). Keesokan harinya, polisi menangkap satu di antaranya.",
        None, "2025-03-09", None,
    ),
    (
        "Kasat Reskrim mengungkapkan, kejadian bermula pada Sabtu (8/3) ketika petugas mencium bau asap.",
        "2025-03-10", "2025-03-08", None,
    ),
    (
        "Kegiatan yang digelar pada Senin (10/3/2025) itu diikuti 120 warga binaan, tutur Kepala KPLP Joko "
        "Sembiring, Selasa (11/3/2025).",
        None, "2025-03-10", "2025-03-11",
    ),
    (
        "Joko Sembiring saat ditemui di kantornya pada Selasa (11/3/2025) siang menuturkan, petugas sudah "
        "dimintai keterangan.",
        None, None, "2025-03-11",
    ),
    (
        "Warga binaan berinisial RT divonis 7 tahun penjara pada 14 Mei 2019. Ia dipindahkan ke Nusakambangan, "
        "Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Foto: Apel siaga di Lapas Sukamaju, Senin (10/3/2025). (Dok. Humas)\nLapas Sukamaju menggelar apel "
        "siaga, Senin (10/3/2025).",
        None, "2025-03-10", None,
    ),
    (
        "Ilustrasi sel tahanan, Senin (6/1/2020).\nPolisi memeriksa dua sipir, Rabu (12/3/2025).",
        None, "2025-03-12", None,
    ),
    (
        "Setelah kerusuhan pada Minggu (9/3), Kapolda meninjau lapas, Senin (10/3).",
        "2025-03-11", "2025-03-10", None,
    ),
    (
        "Lapas Sukamaju akan menggelar tes urine pada Rabu (12/3) mendatang, kata Kalapas Budi, Senin (10/3).",
        "2025-03-10", "2025-03-12", "2025-03-10",
    ),
    (
        "“Kami senang,” kata Budi Santosa pada peresmian aula, Rabu (12/3).",
        "2025-03-12", "2025-03-12", None,
    ),
    (
        "Menurut Kalapas Budi Santosa, Rabu (12/3), penggeledahan rutin dilakukan.",
        "2025-03-12", None, "2025-03-12",
    ),
    (
        "SUKAMAJU, Rabu (12/3/2025) – Petugas merazia blok hunian, Selasa (11/3/2025) malam.",
        None, "2025-03-11", None,
    ),
    (
        "Posted on 12 Maret 2025 by admin\nKalapas menyebut kamar hunian sudah aman.",
        "2025-03-12", None, None,
    ),
    (
        "Kami senang dengan kerja sama ini,” kata Budi Santosa, Rabu (12/3).",
        "2025-03-12", None, "2025-03-12",
    ),
    (
        '"Kami senang dengan kerja sama ini, kata Budi Santosa, Rabu (12/3).',
        "2025-03-12", None, "2025-03-12",
    ),
    (
        "'Kami senang,' kata Budi Santosa, Rabu (12/3). \"Tadi malam kami geledah,\" tambahnya.",
        "2025-03-13", "2025-03-11", "2025-03-12",
    ),
    # the words before one day tell nothing of the next one
    (
        "Tahanan yang lari Senin (10/3) tertangkap di pelabuhan, Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Usai diperiksa Senin (10/3), dua sipir dibawa ke Mapolres Sukamaju Selasa (11/3) siang.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Kalapas yang dilantik 3 Maret 2025 itu menyambangi Mapolres, Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Surat Direktur Pengamanan tanggal 3 Maret 2025 ditindaklanjuti dan apel digelar Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Dari semula Senin (10/3), apel siaga diundur menjadi Selasa (11/3) karena hujan.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Sidang 4/3/25 berjalan tertib; sidang berikutnya 18/3/25.",
        "2025-03-06", "2025-03-04", None,
    ),
    (
        "Tindak lanjutnya berupa pelatihan, Selasa (11/3), yang dibuka Kapolres.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Kapolres mengunjungi lapas, Selasa (11/3). Kunjungan itu bermula dari laporan warga pada Senin (10/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    # whatever verb stands behind a quote
    (
        "“Masih kami dalami,” singkat Kapolsek Iptu Joko, Rabu (12/3). Pengeroyokan terjadi Selasa (11/3).",
        "2025-03-12", "2025-03-11", "2025-03-12",
    ),
    (
        "Kepada Kabar Nusa, Rabu (12/3), Budi mengaku kecewa. Pengeroyokan terjadi Selasa (11/3).",
        "2025-03-12", "2025-03-11", "2025-03-12",
    ),
    (
        "Longsor menutup jalan ke lapas sejak Senin (10/3). Bantuan polisi tiba Rabu pagi.",
        "2025-03-12", "2025-03-10", None,
    ),
    (
        "Sehari setelah kerusuhan, Selasa (11/3), Kapolda meninjau lapas. Kerusuhan pecah Senin (10/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    # a day at the start of a clause whose verb is one of saying
    (
        "Rabu (12/3) saat rilis di Mapolres, Kasat Narkoba menyebutkan penangkapan dilakukan Senin (10/3).",
        "2025-03-12", "2025-03-10", "2025-03-12",
    ),
    (
        "Sehari setelah sidak, Rabu (12/3) Kalapas menjelaskan bahwa dari sidak Selasa (11/3) disita tujuh ponsel.",
        "2025-03-12", "2025-03-11", "2025-03-12",
    ),
    (
        "Kepada RRI, Rabu (12/3), Karutan mengungkapkan, razia Selasa (11/3) malam nihil narkoba.",
        "2025-03-12", "2025-03-11", "2025-03-12",
    ),
    (
        "Rabu (12/3), Kapolres meninjau dapur lapas dan menyampaikan terima kasih.",
        "2025-03-12", "2025-03-12", None,
    ),
    (
        "SUKAMAJU, 12 Maret 2025 – Polisi memeriksa blok hunian lapas, Selasa malam.",
        None, "2025-03-11", None,
    ),
    # lines of the page without a label
    (
        "12 Mar 2025 | Dibaca 31 kali\nKalapas menemui Kapolres, Selasa (11/3).",
        None, "2025-03-11", None,
    ),
    (
        "Admin 12/03/2025 0 Komentar 40 Views\nKalapas menemui Kapolres, Selasa 11/03/2025.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Kapolres Kunjungi Lapas\nRedaksi, 12 Maret 2025\nKapolres mengunjungi lapas, Selasa (11/3).",
        None, "2025-03-11", None,
    ),
    (
        "Kapolres Kunjungi Lapas\n12 Maret 2025\nKapolres mengunjungi lapas, Selasa (11/3).",
        None, "2025-03-11", None,
    ),
    (
        "Kapolres mengunjungi lapas, Selasa (11/3).\nDiperbarui: 12/03/2025 10:05 WIB",
        None, "2025-03-11", None,
    ),
    (
        "July 2, 2026\nKapolres mengunjungi lapas, Selasa (11/3).",
        None, None, None,
    ),
    (
        "Ambon, 12 Maret 2025\nSiaran pers\nPolda menjemput sembilan narapidana pada 10 Maret 2025.",
        "2025-03-12", "2025-03-10", None,
    ),
    (
        "Dilansir dari Kabar Nusa, Rabu (12/3), dua narapidana kabur Minggu (9/3).",
        "2025-03-13", "2025-03-09", "2025-03-12",
    ),
    # two days told as equals, deadlines, feasts
    (
        "Lapas Sukamaju dua kali dirazia, yakni pada Senin (3/3) dan Rabu (12/3).",
        "2025-03-13", None, None,
    ),
    (
        "Keduanya akan menjalani isolasi sampai Rabu (26/3), terang Karutan.",
        "2025-03-13", None, None,
    ),
    (
        "Menyambut Hari Bhayangkara 1 Juli, Lapas Sukamaju mengecat pagar bersama polisi.",
        "2025-06-28", None, None,
    ),
    (
        "Usulan remisi 17 Agustus 2025 sudah dikirim, jelas Kasi Registrasi saat dijumpai Selasa (12/8).",
        "2025-08-13", None, "2025-08-12",
    ),
    (
        "Laporan itu dibuat 3 Maret 2025 oleh petugas. Pelaku ditangkap Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Blok hunian dirazia malam Minggu kemarin.",
        "2025-03-14", "2025-03-08", None,
    ),
    (
        "Kapolres menjenguk anggota yang terluka saat mengejar napi, Selasa (11/3). Pengejaran terjadi Sabtu (8/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Narapidana yang lari dari Lapas Sukamaju, Senin (10/3), tertangkap di pelabuhan, Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Dua sapi yang diterima Senin (10/3) disembelih di halaman lapas, Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Kerja sama itu penting, menurut siaran pers tertulis yang diterima di Kupang, Selasa (11/3).",
        "2025-03-12", None, "2025-03-11",
    ),
    (
        "Polisi merilis penangkapan kurir, Selasa (11/3). Tersangka dibekuk di terminal, Sabtu (8/3).",
        "2025-03-12", "2025-03-08", None,
    ),
    (
        "Razia menindaklanjuti surat edaran Nomor PAS-12 tertanggal 3 Maret 2025 dan digelar Selasa (11/3) malam.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Kapolres usai mengecek sel tahanan, Selasa (11/3), berharap penjagaan diperketat.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Bertepatan dengan Hari Lahir Pancasila 1 Juni 2022, Kapolda meresmikan pos polisi lapas.",
        None, "2022-06-01", None,
    ),
    (
        "Materi bahaya narkoba disampaikan Kasat Binmas, Selasa (11/3).",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Kalapas mendatangi Mapolres, 11/3. Pada 27/3 nanti warga binaan mencoblos.",
        "2025-03-12", "2025-03-11", None,
    ),
    (
        "Tim Polres mendatangi Rutan Kelas 1 pada 11/3 untuk memeriksa kamera.",
        "2025-03-12", "2025-03-11", None,
    ),
]  # fmt: skip


def event_of(text: str, published: str | None) -> str | None:
    _, event = date_passage(text, date.fromisoformat(published) if published else None, "WIB")
    return "/".join(filter(None, (event.date, event.end_date))) or None


@pytest.mark.parametrize(("text", "published", "event", "statement"), CASES)
def test_the_event_day_is_told_apart(
    text: str, published: str | None, event: str | None, statement: str | None
) -> None:
    mentions, _ = date_passage(text, date.fromisoformat(published) if published else None, "WIB")
    assert event_of(text, published) == event
    if statement:
        assert statement in [mention.value for mention in mentions if mention.role == "statement"]
