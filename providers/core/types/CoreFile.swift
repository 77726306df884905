private import Crypto
internal import MartletModel
internal import MartletProvider

/// `core.file`: a file beside the stack, read while planning.
struct CoreFile: CoreType {
    let schema = ResourceSchema(
        type: ResourceType("core.file"),
        body: .object(
            [.init("path", .text, isRequired: true), .init("sensitive", .bool)], allowsOthers: false
        ),
        isDataSource: true
    )

    func read(_ body: Value, _ sources: CoreSources) throws(ProviderError) -> Value {
        let path = body["path"]?.stringValue ?? ""
        let place = path.hasPrefix("/") ? path : sources.folder + "/" + path
        guard let bytes = try sources.readFile(place) else {
            let message = "There is no file `\(path)`."
            let hint = path.hasPrefix("/") ? nil : "Paths start at the folder of the stack, `\(sources.folder)`."
            throw ProviderError(.notFound, code: "FileNotFound", message: message, hint: hint)
        }
        let text = String(validating: bytes, as: UTF8.self)
        let isSecret = body["sensitive"]?.boolValue ?? false
        func marked(_ value: Value) -> Value { isSecret ? .secret(value) : value }
        return [
            "path": .string(path), "size": .number(Number(bytes.count)),
            "content": text.map { marked(.string($0)) } ?? .null,
            "content_base64": marked(.string(RandomText.base64(bytes, urlSafe: false))),
            "sha256": .string(RandomText.hex(Array(SHA256.hash(data: bytes)))),
            "sha512": .string(RandomText.hex(Array(SHA512.hash(data: bytes)))),
        ]
    }
}
