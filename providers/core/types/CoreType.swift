internal import MartletModel
internal import MartletProvider

/// One type of the provider.
protocol CoreType: Sendable {
    var schema: ResourceSchema { get }

    /// Faults beyond the schema.
    func problems(in body: Value) -> [BodyProblem]

    /// What references see of an object of `body`.
    ///
    /// - Parameters:
    ///   - id: The id to keep; nil to draw a new one.
    ///   - random: Draws what is random; nil when that must stay unknown.
    func attributes(of body: Value, id: Value?, random: ((Int) -> [UInt8])?) -> Value

    /// Reads a data source.
    func read(_ body: Value, _ sources: CoreSources) throws(ProviderError) -> Value
}

extension CoreType {
    func problems(in body: Value) -> [BodyProblem] { [] }

    func attributes(of body: Value, id: Value?, random: ((Int) -> [UInt8])?) -> Value { body }

    func read(_ body: Value, _ sources: CoreSources) throws(ProviderError) -> Value {
        throw ProviderError(.unsupported, code: "NotData", message: "`\(schema.type)` is not a data source.")
    }
}

extension Value {
    /// A string that only apply can tell.
    static let unknownText = Value.unknown(Unknown(.string, .init(isNotNull: true)))
}

extension Number {
    /// Whether it is an integer of the range.
    func isWhole(in range: ClosedRange<Int>) -> Bool {
        guard let integer = int else { return false }
        return range.contains(integer)
    }
}
