import MartletModel
import MartletRendering

extension Value {
    /// Canonical JSON and a line break; secrets redacted, unknowns null.
    var jsonLine: String { "\(shown)\n" }
}
