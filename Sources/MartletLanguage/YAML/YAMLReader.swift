package import MartletModel

/// Reads YAML 1.2 text into nodes that know their places, over libyaml's event interface.
///
/// Scalars stay text here; ``YAMLNode/plainScalar`` tells what a plain one means. Bad text of any kind ends in diagnostics,
/// never in a trap, and takes time and memory linear in the text.
package enum YAMLReader {
    /// The one document of a file; an empty file is a null scalar.
    package static func document(_ file: SourceFile, limits: YAMLLimits = YAMLLimits()) throws(Diagnostics) -> YAMLNode
    {
        let documents = try documents(file, limits: limits)
        guard let first = documents.first else { return .nothing(in: file) }
        guard documents.count == 1 else {
            throw Diagnostics([
                LanguageFault.severalDocuments.at(
                    documents[1].range, "This file must hold one YAML document; another one begins here after `---`.",
                    hint: "Move it to a file of its own, or delete the line `---`.",
                    related: [Diagnostic.Related(first.range, "the first document")])
            ])
        }
        return first
    }

    /// Every document of a file, in order.
    package static func documents(_ file: SourceFile, limits: YAMLLimits = YAMLLimits()) throws(Diagnostics)
        -> [YAMLNode]
    {
        let bytes = file.bytes
        guard bytes.count <= limits.fileSize, bytes.count < UInt32.max else {
            throw Diagnostics([tooLarge(file, limits)])
        }
        let check = UTF8Check(bytes)
        if let offset = check.faultOffset { throw Diagnostics([notUTF8(file, offset)]) }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let offsets = CharacterOffsets(bytes[start...], isASCII: check.isASCII)
        var composer = YAMLComposer(file: file, isASCII: check.isASCII, limits: limits)
        let fault = YAMLEvents.forEach(in: bytes[start...], offsets: offsets) { composer.accept($0) }
        if let fault {
            var recovery = YAMLRecovery(behind: fault, in: bytes[start...], isASCII: check.isASCII)
            recovery.run()
            for fault in recovery.faults { composer.diagnostics.append(fault.diagnostic(in: file)) }
        }
        guard composer.diagnostics.isEmpty else { throw composer.diagnostics }
        return composer.documents()
    }

    /// The plain values of every document: the way in for Kubernetes manifests and catalogs. Empty documents are left out.
    package static func values(_ bytes: [UInt8], name: String) throws(Diagnostics) -> [Value] {
        let documents = try documents(SourceFile(name: name, bytes: bytes))
        var faults = Diagnostics()
        let values = documents.map { $0.plainValue(&faults) }
        try faults.throwIfErrors()
        return zip(documents, values).filter { document, value in !(value.isNull && document.text == "") }.map(\.1)
    }

    private static func tooLarge(_ file: SourceFile, _ limits: YAMLLimits) -> Diagnostic {
        LanguageFault.fileTooLarge.at(
            SourceRange(file, 0, 0),
            "\(file.name) has \(file.bytes.count) bytes; at most \(limits.fileSize) are read, so that a wrong file cannot "
                + "exhaust the memory.",
            hint: "Split it into modules, or pass large content to the provider by path or URL.")
    }

    private static func notUTF8(_ file: SourceFile, _ offset: Int) -> Diagnostic {
        let byte = String(file.bytes[offset], radix: 16, uppercase: true)
        return LanguageFault.notUTF8.at(
            SourceRange(file, offset, offset + 1), "The byte 0x\(byte) at offset \(offset) is not valid UTF-8.",
            hint: "Save the file as UTF-8. Binary content goes into base64 or a file of its own.")
    }
}
