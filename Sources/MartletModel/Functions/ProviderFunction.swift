/// A pure function that a provider adds to the stack language: `provider::azure::parse_resource_id(id)`.
///
/// Works offline and gives the same result for the same arguments. Arguments come converted to the parameters' types,
/// wholly known, not null and without marks; marks are put on the result.
package struct ProviderFunction: Sendable {
    package struct Parameter: Sendable {
        package let name: String
        package let type: ValueType

        package init(_ name: String, _ type: ValueType) {
            self.name = name
            self.type = type
        }
    }

    /// Why there is no result.
    package struct Fault: Error, Sendable, Hashable {
        /// A clause without a capital or a full stop.
        package let message: String
        /// The argument at fault, when it is one.
        package let argument: Int?

        package init(_ message: String, argument: Int? = nil) {
            self.message = message
            self.argument = argument
        }
    }

    package let name: String
    package let parameters: [Parameter]
    package let result: ValueType
    /// One sentence for the reference.
    package let summary: String
    package let body: @Sendable ([Value]) throws(Fault) -> Value

    package init(
        _ name: String, _ parameters: [Parameter], result: ValueType = .any, _ summary: String,
        _ body: @escaping @Sendable ([Value]) throws(Fault) -> Value
    ) {
        self.name = name
        self.parameters = parameters
        self.result = result
        self.summary = summary
        self.body = body
    }
}
