/// One of the readers that damaged text is thrown at; the folder of its finds has its name.
enum FuzzRoom: String, CaseIterable, Sendable {
    /// The YAML reader, and the writer with what it read.
    case yaml
    /// `martlet fmt`.
    case format
    /// The parser of bare expressions, and the evaluator with what it parsed.
    case expression
    /// The text of a scalar with `${…}` and `%{…}`.
    case template
    /// The notation of types.
    case type
    /// A `stack.yaml`: decoding, names, evaluation, second looks.
    case stack
    /// A `module.yaml` that a good stack calls.
    case module
    /// A `scenarios.yaml` beside a good stack.
    case scenarios
    /// JSON text.
    case json
}
