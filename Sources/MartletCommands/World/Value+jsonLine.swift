import MartletModel
import MartletRendering

extension Value {
    /// Canonical JSON and a line break; secrets redacted, unknowns null.
    var jsonLine: String {
        do {
            return try shown.canonicalJSON(secrets: .redact) + "\n"
        } catch {
            // What is shown has no unknown and no infinite number, which is all that has no JSON.
            preconditionFailure("A shown value has no JSON: \(error)")
        }
    }
}
