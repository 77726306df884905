internal import MartletModel

/// One column of `kubectl get`.
struct TableColumn: Sendable {
    let name: String
    /// 0 is always shown, 1 only by `-o wide`.
    let priority: Int
    let cell: @Sendable (Value, TableContext) -> Value

    init(_ name: String, wide: Bool = false, _ cell: @escaping @Sendable (Value, TableContext) -> Value) {
        self.name = name
        priority = wide ? 1 : 0
        self.cell = cell
    }

    /// A column whose cells are text; `<none>` where there is none.
    static func text(
        _ name: String, wide: Bool = false, _ cell: @escaping @Sendable (Value) -> String?
    ) -> TableColumn {
        TableColumn(name, wide: wide) { object, _ in
            let text = cell(object) ?? ""
            return .string(text.isEmpty ? "<none>" : text)
        }
    }

    static func number(_ name: String, _ cell: @escaping @Sendable (Value) -> Int) -> TableColumn {
        TableColumn(name) { object, _ in .int(cell(object)) }
    }

    static let name = TableColumn("Name") { object, _ in .string(object.name) }
    static let age = TableColumn("Age") { object, context in
        .string(context.age(object.at("metadata", "creationTimestamp")?.stringValue))
    }
}

/// What cells depend on besides their object.
struct TableContext: Sendable {
    let now: SandboxInstant

    /// `5m30s` as kubectl writes ages.
    func age(_ time: String?) -> String {
        guard let time, let start = Timestamp.seconds(of: time) else { return "<unknown>" }
        return Timestamp.age(Int(now.nanoseconds / 1_000_000_000) - start)
    }
}

/// Makes `kind: Table` (https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables).
struct TablePrinter: Sendable {
    private let kind: ResourceKind
    private let context: TableContext
    private let columns: [TableColumn]

    init(_ kind: ResourceKind, now: SandboxInstant) {
        self.kind = kind
        context = TableContext(now: now)
        columns = TableColumns.columns(of: kind)
    }

    func table(_ objects: [Value], _ metadata: Value, _ request: SandboxRequest) -> Value {
        let include = request.parameter("includeObject") ?? "Metadata"
        return [
            "apiVersion": "meta.k8s.io/v1", "columnDefinitions": .tuple(columns.map(definition)), "kind": "Table",
            "metadata": metadata, "rows": .tuple(objects.map { row($0, include: include) }),
        ]
    }

    private func definition(_ column: TableColumn) -> Value {
        [
            "description": "", "format": column.name == "Name" ? "name" : "", "name": .string(column.name),
            "priority": .int(column.priority), "type": "string",
        ]
    }

    private func row(_ object: Value, include: String) -> Value {
        let shown: Value? =
            switch include {
            case "None": nil
            case "Object": object
            default: ClusterSession.partial(object)
            }
        return .compact(["cells": .tuple(columns.map { $0.cell(object, context) }), "object": shown])
    }
}
