/// What a command says about a stack besides its text.
package struct StackInputs: Sendable {
    /// What the loaded stack is for.
    package enum Purpose: Sendable {
        /// Every variable must have a value.
        case plan
        /// Variables without a value are unknown: nothing is asked for.
        case validate
    }

    package var purpose: Purpose
    package var environment: String
    package var scenario: String?
    /// `--var NAME=TEXT`, in the order given; the last one of a name counts.
    package var variables: [(name: String, text: String)]
    /// `--var-file PATH`, in the order given; later files count more.
    package var variableFiles: [String]
    /// The process's environment, for `MARTLET_VAR_name`.
    package var processEnvironment: [String: String]
    package var usesSandbox: Bool
    /// Where the command runs; absolute.
    package var workingFolder: String
    /// What functions see. The loader sets its folder.
    package var surroundings: Surroundings

    package init(
        purpose: Purpose = .plan, environment: String = "default", scenario: String? = nil,
        variables: [(name: String, text: String)] = [], variableFiles: [String] = [],
        processEnvironment: [String: String] = [:], usesSandbox: Bool = false, workingFolder: String = "/",
        surroundings: Surroundings = Surroundings()
    ) {
        self.purpose = purpose
        self.environment = environment
        self.scenario = scenario
        self.variables = variables
        self.variableFiles = variableFiles
        self.processEnvironment = processEnvironment
        self.usesSandbox = usesSandbox
        self.workingFolder = workingFolder
        self.surroundings = surroundings
    }
}
