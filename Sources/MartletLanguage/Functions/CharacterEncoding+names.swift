extension CharacterEncoding {
    /// Every encoding by its names in IANA's registry, in lower case (https://www.iana.org/assignments/character-sets): those
    /// that Terraform 1.11 takes, but for HZ-GB-2312, which the C library has no table of.
    static let registered: [String: CharacterEncoding] = Dictionary(
        uniqueKeysWithValues: (own + system(tables) + system(tablesWithoutControls, but: 0x80...0x9F)
            + system(tablesWithoutPrivate, but: 0xE000...0xF8FF)).flatMap {
                encoding, names in
                names.split(separator: " ").map { (String($0), encoding) }
            })

    /// Those that need no tables but ours.
    private static let own: [(CharacterEncoding, String)] = [
        (.utf8, "utf-8 csutf8"),
        (.utf16(isBigEndian: true, hasMark: true), "utf-16 csutf16"),
        (.utf16(isBigEndian: true, hasMark: false), "utf-16be csutf16be"),
        (.utf16(isBigEndian: false, hasMark: false), "utf-16le csutf16le"),
        (.ascii, "us-ascii ansi_x3.4-1968 ansi_x3.4-1986 cp367 csascii ibm367 iso-ir-6 iso646-us iso_646.irv:1991 us"),
        (.latin1, "iso-8859-1 cp819 csisolatin1 ibm819 iso-ir-100 iso_8859-1 iso_8859-1:1987 l1 latin1"),
        (.latin9, "iso-8859-15 csiso885915 iso_8859-15 latin-9"),
        (.windows1252, "windows-1252 cswindows1252"),
    ]

    /// What the C library calls an encoding, and its names.
    private static let tables: [(String, String)] = [
        ("ISO-8859-9", "iso-8859-9 csisolatin5 iso-ir-148 iso_8859-9 iso_8859-9:1989 l5 latin5"),
        ("WINDOWS-1250", "windows-1250 cswindows1250"),
        ("WINDOWS-1251", "windows-1251 cswindows1251"),
        ("WINDOWS-1253", "windows-1253 cswindows1253"),
        ("WINDOWS-1254", "windows-1254 cswindows1254"),
        ("WINDOWS-1255", "windows-1255 cswindows1255"),
        ("WINDOWS-1256", "windows-1256 cswindows1256"),
        ("WINDOWS-1257", "windows-1257 cswindows1257"),
        ("WINDOWS-1258", "windows-1258 cswindows1258"),
        ("CP874", "windows-874 cswindows874"),
        ("KOI8-R", "koi8-r cskoi8r"),
        ("KOI8-U", "koi8-u cskoi8u"),
        ("MACINTOSH", "macintosh csmacintosh mac"),
        ("IBM037", "ibm037 cp037 csibm037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt"),
        ("IBM437", "ibm437 437 cp437 cspc8codepage437"),
        ("IBM850", "ibm850 850 cp850 cspc850multilingual"),
        ("IBM852", "ibm852 852 cp852 cspcp852"),
        ("IBM855", "ibm855 855 cp855 csibm855"),
        ("CP858", "ibm00858 ccsid00858 cp00858 csibm00858 pc-multilingual-850+euro"),
        ("IBM860", "ibm860 860 cp860 csibm860"),
        ("IBM862", "ibm862 862 cp862 cspc862latinhebrew"),
        ("IBM863", "ibm863 863 cp863 csibm863"),
        ("IBM865", "ibm865 865 cp865 csibm865"),
        ("IBM866", "ibm866 866 cp866 csibm866"),
        ("IBM1047", "ibm1047 csibm1047 ibm-1047"),
        ("IBM1140", "ibm01140 ccsid01140 cp01140 csibm01140 ebcdic-us-37+euro"),
        ("ISO-2022-JP", "iso-2022-jp csiso2022jp"),
        ("CP949", "euc-kr cseuckr"),
        ("GBK", "gbk cp936 csgbk ms936 windows-936"),
        ("GB18030", "gb18030 csgb18030"),
        ("BIG5-HKSCS", "big5 csbig5"),
    ]

    /// Those in which 0x80 to 0x9F stand for nothing.
    private static let tablesWithoutControls: [(String, String)] = [
        ("ISO-8859-2", "iso-8859-2 csisolatin2 iso-ir-101 iso_8859-2 iso_8859-2:1987 l2 latin2"),
        ("ISO-8859-3", "iso-8859-3 csisolatin3 iso-ir-109 iso_8859-3 iso_8859-3:1988 l3 latin3"),
        ("ISO-8859-4", "iso-8859-4 csisolatin4 iso-ir-110 iso_8859-4 iso_8859-4:1988 l4 latin4"),
        ("ISO-8859-5", "iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso_8859-5 iso_8859-5:1988"),
        (
            "ISO-8859-6",
            "iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e "
                + "iso-8859-6-i iso-ir-127 iso_8859-6 iso_8859-6-e iso_8859-6-i iso_8859-6:1987"
        ),
        (
            "ISO-8859-7",
            "iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso_8859-7 iso_8859-7:1987"
        ),
        (
            "ISO-8859-8",
            "iso-8859-8 csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8-e iso-8859-8-i iso-ir-138 "
                + "iso_8859-8 iso_8859-8-e iso_8859-8-i iso_8859-8:1988"
        ),
        ("ISO-8859-10", "iso-8859-10 csisolatin6 iso-ir-157 iso_8859-10:1992 l6 latin6"),
        ("ISO-8859-13", "iso-8859-13 csiso885913"),
        ("ISO-8859-14", "iso-8859-14 csiso885914 iso-celtic iso-ir-199 iso_8859-14 iso_8859-14:1998 l8 latin8"),
        ("ISO-8859-16", "iso-8859-16 csiso885916 iso-ir-226 iso_8859-16 iso_8859-16:2001 l10 latin10"),
        ("EUC-JP", "euc-jp cseucpkdfmtjapanese extended_unix_code_packed_format_for_japanese"),
    ]

    /// Those in which nothing stands for private characters.
    private static let tablesWithoutPrivate: [(String, String)] = [("CP932", "shift_jis csshiftjis ms_kanji")]

    private static func system(
        _ tables: [(String, String)], but excluded: ClosedRange<UInt32>? = nil
    ) -> [(CharacterEncoding, String)] {
        tables.map { (.system(SystemEncoding(table: $0, excluded: excluded)), $1) }
    }
}
