import MartletModel
import MartletProvider

/// Reads one catalog file. A fault names the key; it is a fault of ours, and a test reads every file.
struct CatalogReader {
    struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        let description: String
    }

    private let file: Value

    init(_ file: Value) { self.file = file }

    func entry() throws(Fault) -> CatalogEntry {
        let shape = try ShapeReader(text("shape") ?? "").schema()
        return CatalogEntry(
            type: ResourceType(try required("name")), armType: try required("type"),
            apiVersion: try required("api_version"), scope: try choice("scope"), path: try required("path"),
            name: try nameRule(), update: try choice("update"), isSingleton: flag("singleton"),
            isDeletable: file["deletable"]?.boolValue ?? true, deleteQuery: strings(file["delete_query"]),
            etag: try text("etag").map(path), marker: try marker(), readyWhen: try readyRules(), shape: shape,
            rules: try rules(), inlineChildren: try inlineChildren(), retryCodes: try durations("retry"),
            actions: try actions(), listsWholeObjects: flag("lists_whole_objects"), timeouts: try timeouts()
        )
    }

    private func rules() throws(Fault) -> CatalogEntry.Rules {
        CatalogEntry.Rules(
            required: try paths("required"), createOnly: try paths("create_only"), replaceWhen: try replaceRules(),
            oneWay: try oneWayRules(), contracting: try paths("contracting"), secret: try paths("secret"),
            writeOnly: try paths("write_only"),
            volatile: try paths("volatile"), normalizers: try normalizers(),
            sameByName: try paths("same_by_name"), ignoreWhen: try ignoreRules(),
            serializationKey: try paths("serialize"), lineage: try paths("lineage"), dataLoss: text("data_loss")
        )
    }

    // MARK: Parts

    private func nameRule() throws(Fault) -> CatalogEntry.NameRule {
        let rule = file["name_rule"]
        return CatalogEntry.NameRule(
            characters: rule?["characters"]?.stringValue ?? "",
            length: (rule?["min"]?.intValue ?? 1)...(rule?["max"]?.intValue ?? 260), fixed: rule?["fixed"]?.stringValue,
            isRoleAssignment: rule?["derived"]?.stringValue == "role_assignment",
            isGlobal: rule?["global"]?.boolValue ?? false
        )
    }

    private func marker() throws(Fault) -> CatalogEntry.MarkerPlace {
        let place = text("marker") ?? "tags"
        return place == "none" ? .none : .tags(try path(place))
    }

    private func readyRules() throws(Fault) -> [CatalogEntry.ReadyRule] {
        try list("ready_when") { (item) throws(Fault) in
            CatalogEntry.ReadyRule(path: try self.path(in: item, "path"), value: item["is"] ?? .null)
        }
    }

    private func inlineChildren() throws(Fault) -> CatalogEntry.InlineChildren? {
        guard let children = file["inline_children"] else { return nil }
        return CatalogEntry.InlineChildren(
            path: try path(in: children, "path"), type: ResourceType(children["type"]?.stringValue ?? "")
        )
    }

    private func actions() throws(Fault) -> [CatalogEntry.ActionAttribute] {
        try list("actions") { (item) throws(Fault) in
            CatalogEntry.ActionAttribute(
                name: item["attribute"]?.stringValue ?? "", action: item["action"]?.stringValue ?? "",
                path: try self.path(in: item, "path"), isBase64: item["base64"]?.boolValue ?? false,
                unless: try item["unless"]?.stringValue.map(self.path)
            )
        }
    }

    private func replaceRules() throws(Fault) -> [ReplaceRule] {
        try list("replace_when") { (item) throws(Fault) in
            let except = (item["except"]?.elements ?? []).map {
                ReplaceRule.Transition(from: $0["from"] ?? .null, to: $0["to"] ?? .null)
            }
            return ReplaceRule(
                path: try self.path(in: item, "path"), from: item["from"]?.elements, to: item["to"]?.elements,
                except: except
            )
        }
    }

    private func oneWayRules() throws(Fault) -> [OneWayRule] {
        try list("one_way") { (item) throws(Fault) in
            OneWayRule(path: try self.path(in: item, "path"), why: item["why"]?.stringValue ?? "")
        }
    }

    private func ignoreRules() throws(Fault) -> [CatalogEntry.IgnoreRule] {
        try list("ignore_when") { (item) throws(Fault) in
            CatalogEntry.IgnoreRule(path: try self.path(in: item, "path"), condition: try self.path(in: item, "when"))
        }
    }

    private func normalizers() throws(Fault) -> [ValuePath: Normalizer] {
        var result: [ValuePath: Normalizer] = [:]
        for field in file["normalizers"]?.fields ?? Fields() {
            result[try path(field.key)] = try normalizer(field.value)
        }
        return result
    }

    private func normalizer(_ value: Value) throws(Fault) -> Normalizer {
        switch value.stringValue {
        case "arm_id": return .armID
        case "location": return .location
        case "case_insensitive": return .caseInsensitive
        case "unordered": return .unordered
        case "json_text": return .jsonText
        default: break
        }
        if let keys = value["keyed"]?.elements { return .keyed(keys.compactMap(\.stringValue)) }
        if let prefixes = value["ignoring_keys"]?.elements {
            return .ignoringKeys(prefixes: prefixes.compactMap(\.stringValue))
        }
        throw Fault(description: "normalizers: unknown form")
    }

    private func timeouts() throws(Fault) -> ResourceSchema.Timeouts {
        let durations = try durations("timeouts")
        return ResourceSchema.Timeouts(
            create: durations["create"] ?? .seconds(1800), update: durations["update"] ?? .seconds(1800),
            delete: durations["delete"] ?? .seconds(1800)
        )
    }

    // MARK: Scalars

    private func text(_ key: String) -> String? { file[key]?.stringValue }

    private func flag(_ key: String) -> Bool { file[key]?.boolValue ?? false }

    private func required(_ key: String) throws(Fault) -> String {
        guard let text = text(key) else { throw Fault(description: "`\(key)` is missing") }
        return text
    }

    private func choice<C: RawRepresentable<String>>(_ key: String) throws(Fault) -> C {
        let text = try required(key)
        guard let choice = C(rawValue: text) else { throw Fault(description: "`\(key)` cannot be `\(text)`") }
        return choice
    }

    private func strings(_ value: Value?) -> [String: String] {
        var result: [String: String] = [:]
        for field in value?.fields ?? Fields() { result[field.key] = field.value.stringValue }
        return result
    }

    private func durations(_ key: String) throws(Fault) -> [String: Duration] {
        var result: [String: Duration] = [:]
        for (name, text) in strings(file[key]) {
            guard text.hasSuffix("m"), let minutes = Int(text.dropLast()) else {
                throw Fault(description: "`\(key).\(name)` must be minutes, as `30m`")
            }
            result[name] = .seconds(minutes * 60)
        }
        return result
    }

    private func list<T>(_ key: String, _ read: (Value) throws(Fault) -> T) throws(Fault) -> [T] {
        var result: [T] = []
        for item in file[key]?.elements ?? [] { result.append(try read(item)) }
        return result
    }

    private func paths(_ key: String) throws(Fault) -> [ValuePath] {
        try list(key) { (item) throws(Fault) in
            guard let text = item.stringValue else { throw Fault(description: "`\(key)` holds paths") }
            return try self.path(text)
        }
    }

    private func path(in item: Value, _ key: String) throws(Fault) -> ValuePath {
        guard let text = item[key]?.stringValue else { throw Fault(description: "`\(key)` is missing") }
        return try path(text)
    }

    private func path(_ text: String) throws(Fault) -> ValuePath {
        guard let path = ValuePath(catalog: text) else { throw Fault(description: "`\(text)` is not a path") }
        return path
    }
}
