internal import MartletModel
internal import MartletProvider

/// Which texts in recorded bodies came from a server: a revision keeps values, not the references that led to them.
///
/// A text in the body of a resource that equals what a server chose for one of its dependencies is taken to come from
/// there; so is one that holds it whole (`https://${…}/x`), where only one dependency has it. It is followed only when that
/// object is not the same any more; then the recorded text would be wrong anyway. So of two dependencies that have it the
/// one that is not the same counts.
struct RecordedLinks {
    /// A place among the attributes of a resource.
    private struct Source {
        let address: Address
        let path: ValuePath
    }

    /// By text, in the order of addresses and paths.
    private var sources: [String: [Source]] = [:]
    /// The same texts, to be found inside longer ones.
    private var embedded = EmbeddedTexts()
    /// Resources of which the object of today is not that of the revision.
    private var replaced: Set<Address>
    /// For each resource what tells that its object is another one.
    private var fixed: [Address: [(path: ValuePath, value: Value?)]] = [:]

    /// Shorter texts are too often equal by accident.
    private static let shortest = 7

    /// O(size of the attributes that servers choose).
    init(_ target: Snapshot, _ current: Snapshot, _ registry: ProviderRegistry) {
        let records = target.records.keys.inByteOrder.compactMap { target.records[$0] }
        let replaced = records.filter { record in
            let now = current.records[record.address]
            return now.map { $0.identity != record.identity || $0.lineage != record.lineage } ?? true
        }
        self.init(records, replaced: Set(replaced.map(\.address)), registry)
    }

    /// O(size of the attributes that servers choose).
    ///
    /// - Parameter records: In the byte order of their addresses.
    init(_ records: [ResourceRecord], replaced: Set<Address>, _ registry: ProviderRegistry) {
        self.replaced = replaced
        var schemas: [ResourceType: ResourceSchema] = [:]
        for record in records {
            let schema = schemas[record.type] ?? registry.provider(of: record.type)?.schema(of: record.type)
            guard let schema else { continue }
            schemas[record.type] = schema
            for path in schema.computed where path.steps.allSatisfy(\.isKey) {
                guard let value = record.attributes.value(at: path) else { continue }
                note(value, of: record.address, at: path)
            }
            fixed[record.address] = schema.stable.filter { $0.steps.allSatisfy(\.isKey) }.map { path in
                (path, record.attributes.value(at: path))
            }
        }
    }

    mutating func replace(_ address: Address) { replaced.insert(address) }

    private mutating func note(_ value: Value, of address: Address, at path: ValuePath) {
        let plain = value.unmarked.value
        if let text = plain.stringValue {
            if text.utf8.count >= Self.shortest {
                if sources[text] == nil { embedded.insert(text) }
                sources[text, default: []].append(Source(address: address, path: path))
            }
        } else if let fields = plain.fields {
            for field in fields { note(field.value, of: address, at: path.appending(field.key)) }
        } else if let elements = plain.elements {
            for (index, element) in elements.enumerated() {
                note(element, of: address, at: path.appending(.index(index)))
            }
        }
    }

    /// The resources among `candidates` that texts in `value` come from. In byte order.
    func sources(of value: Value, among candidates: Set<Address>) -> [Address] {
        var found: Set<Address> = []
        visit(value) { text in
            for source in sources(in: text, among: candidates) { found.insert(source.address) }
        }
        return found.inByteOrder
    }

    func areAny(in body: Value, among dependencies: Set<Address>) -> Bool {
        var isAny = false
        visit(body) { text in if !sources(in: text, among: dependencies).isEmpty { isAny = true } }
        return isAny
    }

    /// `value` with the texts that came from objects which are not the same any more, as those have it now; unknown where
    /// only apply can tell.
    ///
    /// - Parameter dependencies: Which resources a text can come from; nil for any.
    func following(
        _ value: Value, among dependencies: Set<Address>?, _ attributes: (Address) -> Value?
    ) -> Value {
        switch value {
        case .marked(let inner, let marks): return .marking(following(inner, among: dependencies, attributes), marks)
        case .object(let fields):
            return .object(fields.mapValues { following($0, among: dependencies, attributes) })
        case .tuple(let elements):
            return .tuple(elements.map { following($0, among: dependencies, attributes) })
        case .string(let text):
            guard let source = source(of: text, among: dependencies) else {
                return following(partsOf: text, among: dependencies, attributes)
            }
            return current(source, attributes) ?? value
        default: return value
        }
    }

    /// A longer text with the parts that came from a server as they are now; unknown while one of them is.
    private func following(
        partsOf text: String, among dependencies: Set<Address>?, _ attributes: (Address) -> Value?
    ) -> Value {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var end = 0
        var marks: Marks = []
        for part in parts(of: text, among: dependencies) {
            guard let (value, its) = current(part.source, attributes)?.unmarked else { continue }
            if case .unknown = value { return .unknown(Unknown(.string)) }
            guard let now = value.stringValue else { continue }
            result += bytes[end..<part.range.lowerBound] + Array(now.utf8)
            end = part.range.upperBound
            marks.formUnion(its)
        }
        guard end > 0 else { return .string(text) }
        return .marking(.string(String(decoding: result + bytes[end...], as: UTF8.self)), marks)
    }

    /// The parts of a longer text that came from one dependency each.
    private func parts(of text: String, among dependencies: Set<Address>?) -> [(range: Range<Int>, source: Source)] {
        let found = embedded.occurrences(in: text) { source(of: $0, among: dependencies) != nil }
        return found.compactMap { part in
            let candidates = candidates(for: part.text, among: dependencies)
            guard let source = candidates.first, candidates.allSatisfy({ $0.address == source.address }) else {
                return nil
            }
            return (part.range, source)
        }
    }

    /// The source of a whole text, or of its parts.
    private func sources(in text: String, among dependencies: Set<Address>) -> [Source] {
        if let source = source(of: text, among: dependencies) { return [source] }
        return parts(of: text, among: dependencies).map(\.source)
    }

    private func isAmong(_ dependencies: Set<Address>?, _ source: Source) -> Bool {
        guard let dependencies else { return true }
        return dependencies.contains(source.address) || dependencies.contains(source.address.instance)
    }

    private func source(of text: String, among dependencies: Set<Address>?) -> Source? {
        candidates(for: text, among: dependencies).first
    }

    /// What the text can come from: objects that are not the same any more, or else any.
    private func candidates(for text: String, among dependencies: Set<Address>?) -> [Source] {
        let known = (sources[text] ?? []).filter { isAmong(dependencies, $0) }
        let another = known.filter { replaced.contains($0.address) }
        return another.isEmpty ? known : another
    }

    /// What stands at the source now; nil when its object is still the same, or nothing stands there.
    private func current(_ source: Source, _ attributes: (Address) -> Value?) -> Value? {
        guard let known = attributes(source.address) else { return nil }
        if case .unknown = known.unmarked.value { return .unknown(Unknown(.string)) }
        let isAnother =
            replaced.contains(source.address)
            || (fixed[source.address] ?? []).contains { known.value(at: $0.path) != $0.value }
        return isAnother ? known.knownValue(at: source.path) : nil
    }

    private func visit(_ value: Value, _ body: (String) -> Void) {
        let plain = value.unmarked.value
        if let text = plain.stringValue {
            body(text)
        } else if let fields = plain.fields {
            for field in fields { visit(field.value, body) }
        } else {
            for element in plain.elements ?? [] { visit(element, body) }
        }
    }
}

extension Value {
    /// The value at `path`; unknown where something on the way is.
    fileprivate func knownValue(at path: ValuePath) -> Value? {
        for count in path.steps.indices {
            let above = value(at: ValuePath(Array(path.steps[..<count])))
            if case .unknown? = above?.unmarked.value { return .unknown(Unknown()) }
        }
        return value(at: path)
    }
}

extension ValuePath.Step {
    fileprivate var isKey: Bool {
        if case .key = self { true } else { false }
    }
}
