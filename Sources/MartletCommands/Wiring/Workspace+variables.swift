import MartletLanguage
import MartletModel
import MartletPlanner
import MartletState

extension Workspace {
    /// A plan's inputs with the digest of the variables hashed anew under the state's key: among the variables are
    /// passwords, and a bare digest could be compared with guesses by whoever sees a plan or a state.
    ///
    /// - Parameter mayCreate: Whether a key is made where there is none; otherwise the digest then says nothing. Only what
    ///   writes may make one: a plan can be made in a folder that cannot be written to.
    func keyed(_ inputs: Plan.Inputs, mayCreate: Bool) throws -> Plan.Inputs {
        var inputs = inputs
        let bare = Array(program.variablesDigest.hex.utf8)
        let fingerprint = try reportingState {
            try store.sealerIfPossible(mayCreate: mayCreate)?.fingerprint(of: bare)
        }
        inputs.variables = Digest(of: fingerprint ?? "")
        return inputs
    }
}
