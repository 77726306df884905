package import MartletModel

/// Finds the files of packages that were fetched: an effect, passed in, so that loading a stack never touches the network.
package struct ModuleResolver: Sendable {
    /// Why the files of a package cannot be used.
    package enum Refusal: Error, Sendable {
        /// The lock file does not know the package.
        case notLocked
        /// The package is locked, but its files are not here.
        case notFetched
        /// The files are not those that the lock file means; the reason is a clause.
        case changed(String)
        /// The lock file cannot be read.
        case unreadableLock(Diagnostics)
        /// Told elsewhere, or no fault at all.
        case untold
    }

    /// The root of the package's files, as seen from the stack's folder.
    package let folder: @Sendable (ModuleRequest) -> Result<String, Refusal>

    package init(folder: @escaping @Sendable (ModuleRequest) -> Result<String, Refusal>) { self.folder = folder }

    /// Knows no package.
    package static let none = ModuleResolver { _ in .failure(.notLocked) }
}

extension ModuleResolver.Refusal {
    /// What to tell about a call whose module cannot be read.
    func diagnostics(_ request: ModuleRequest) -> Diagnostics {
        let name = "`\(request.package.text)`"
        let hint = "Run `martlet init` in the stack's folder: it fetches modules and writes `martlet.lock`."
        switch self {
        case .notLocked:
            return Diagnostics([
                LanguageFault.moduleNotFetched.at(request.range, "\(name) is not in `martlet.lock`.", hint: hint)
            ])
        case .notFetched:
            return Diagnostics([
                LanguageFault.moduleNotFetched.at(
                    request.range, "\(name) is in `martlet.lock`, but its files are not here yet.", hint: hint)
            ])
        case .changed(let reason):
            return Diagnostics([
                LanguageFault.moduleChanged.at(
                    request.range, "The files of \(name) are not those that `martlet.lock` means: \(reason).",
                    hint: "Run `martlet init` to fetch them again; `martlet init --upgrade` to take what is there now.")
            ])
        case .unreadableLock(let diagnostics): return diagnostics
        case .untold: return Diagnostics()
        }
    }
}
