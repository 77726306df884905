import MartletHTTP
import MartletModel
import MartletProvider

extension LongRunningOperation {
    /// The operation in a form that survives the process.
    var handle: OperationHandle {
        let value: Value = [
            "style": .string(style.rawValue), "url": .string(url.description), "delete": .bool(isDelete), "version": 1,
        ]
        // Strings and a number are always JSON.
        return OperationHandle((try? value.canonicalJSON(secrets: .reveal)) ?? "")
    }

    /// Reads a stored handle; nil when it is not one of ours.
    init?(_ handle: OperationHandle) {
        guard let value = try? Value(json: handle.text), value["version"]?.intValue == 1,
            let style = value["style"]?.stringValue.flatMap(Style.init(rawValue:)),
            let url = value["url"]?.stringValue.flatMap({ AbsoluteURL($0) }), let isDelete = value["delete"]?.boolValue
        else { return nil }
        self.init(style: style, url: url, isDelete: isDelete)
    }
}
