package import MartletModel

/// The canonical layout of stack files: `martlet fmt`. Pure, and idempotent.
///
/// Two columns an indent, one space behind `:` and `,`, double quotes unless single ones want fewer escapes, one blank line
/// at most, comments at the ends of neighbouring lines in one column, flow collections on one line where they fit in
/// 120 columns and as blocks where they do not, expressions on one line in canonical spaces. Nothing is reordered; comments,
/// anchors, aliases, tags, documents and directives stay.
package enum StackFormatter {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The canonical text of a file; throws what keeps it from being read. O(bytes).
    ///
    /// Reads the result again, and throws ``LanguageFault/unfaithfulFormat`` rather than return a text that says anything else.
    package static func format(_ file: SourceFile) throws(Diagnostics) -> [UInt8] {
        _ = try YAMLReader.documents(file)
        guard let result = uncheckedFormat(file) else { throw unfaithful(file, "its tokens cannot be read") }
        if let difference = MeaningCheck.difference(between: file, and: SourceFile(name: file.name, bytes: result)) {
            throw unfaithful(file, difference)
        }
        return result
    }

    /// The canonical text of a file that ``YAMLReader`` accepts, without a look at the result.
    static func uncheckedFormat(_ file: SourceFile) -> [UInt8]? {
        guard let text = TokenizedText(content(of: file)) else { return nil }
        let (documents, rest) = LayoutParser.documents(of: text)
        var printer = LayoutPrinter()
        printer.write(documents.map(ExpressionPlaces.formatting), rest: rest)
        let mark = text.bytes.startIndex > 0 ? byteOrderMark : []
        return mark + Array(printer.lines.text(lineBreak: lineBreak(of: text.bytes)).utf8)
    }

    /// Every comment of a file in order, from `#` to the end of its line without blanks; nil when it cannot be read.
    package static func comments(of file: SourceFile) -> [String]? { TokenizedText(content(of: file))?.comments }

    private static func content(of file: SourceFile) -> ArraySlice<UInt8> {
        file.bytes[(file.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0)...]
    }

    /// CR LF for a file whose first line ends with it, else LF.
    private static func lineBreak(of bytes: ArraySlice<UInt8>) -> String {
        guard let first = bytes.firstIndex(of: 0x0A), first > bytes.startIndex, bytes[first - 1] == 0x0D else {
            return "\n"
        }
        return "\r\n"
    }

    private static func unfaithful(_ file: SourceFile, _ difference: String) -> Diagnostics {
        Diagnostics([
            LanguageFault.unfaithfulFormat.at(
                SourceRange(file, 0, 0),
                "Formatting \(file.name) would change what it says: \(difference). The file is left as it is.",
                hint: "This is a bug in Martlet: please report it with the file.")
        ])
    }
}
