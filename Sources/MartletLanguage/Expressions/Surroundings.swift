internal import MartletModel

/// The world as functions see it: taken once for a plan, so that one evaluation is like another.
package struct Surroundings: Sendable {
    /// When the plan began, as `2025-01-31T23:59:59Z`; nil while that is not decided, and then times are unknown.
    package var planTime: String?
    /// The folder that relative paths begin at.
    package var folder: String
    /// The home folder that `~` stands for.
    package var home: String?
    package var files: FileAccess
    /// So many random bytes; nil while nothing random may be made, and then `uuid()` is unknown.
    package var randomBytes: (@Sendable (Int) -> [UInt8])?
    /// The most steps that one expression may take: far above what any real one takes, and some seconds of work.
    package var steps = 20_000_000
    /// `provider::…`.
    package var providerFunctions: ProviderFunctionTable

    package init(
        planTime: String? = nil, folder: String = "/", home: String? = nil, files: FileAccess = .none,
        randomBytes: (@Sendable (Int) -> [UInt8])? = nil,
        providerFunctions: ProviderFunctionTable = ProviderFunctionTable()
    ) {
        self.planTime = planTime
        self.folder = folder
        self.home = home
        self.files = files
        self.randomBytes = randomBytes
        self.providerFunctions = providerFunctions
    }
}

/// How functions read files.
package struct FileAccess: Sendable {
    /// The bytes of the file at an absolute path, or in words why not.
    package let read: @Sendable (String) -> Result<[UInt8], FunctionFault>
    /// Whether a regular file is at an absolute path; a fault when something else is.
    package let exists: @Sendable (String) -> Result<Bool, FunctionFault>
    /// The regular files below the folder at an absolute path, relative to it.
    package let list: @Sendable (String) -> [String]

    package init(
        read: @escaping @Sendable (String) -> Result<[UInt8], FunctionFault>,
        exists: @escaping @Sendable (String) -> Result<Bool, FunctionFault>,
        list: @escaping @Sendable (String) -> [String]
    ) {
        self.read = read
        self.exists = exists
        self.list = list
    }

    /// No file anywhere.
    package static let none = FileAccess(
        read: { path in .failure(FunctionFault("no file exists at \(quoted(path))")) },
        exists: { _ in .success(false) },
        list: { _ in [] }
    )
}
