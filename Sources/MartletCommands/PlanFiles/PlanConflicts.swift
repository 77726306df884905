import MartletModel

/// Which options of `apply FILE` say otherwise than what the plan was made with.
struct PlanConflicts {
    let file: PlanFile
    let given: StackOptions
    let planning: PlanningOptions
    let refreshOnly: Bool
    let world: World

    /// Throws one fault that names every option that does not fit; saying the same again is no conflict.
    func check() throws(CommandFailure) {
        let all = stackOptions + variables + planningOptions
        guard !all.isEmpty else { return }
        throw CommandFailure(
            .conflictingOptions,
            detail: "A plan file is applied with what it was made with; this differs: \(all.joined(separator: ", ")).",
            hint: "Leave the options out, or make a new plan with them.", status: .usage
        )
    }

    private var stackOptions: [String] {
        let settings = file.settings
        var all: [String] = []
        if given.scenario != nil, given.scenario != settings.scenario { all.append("--scenario") }
        if given.environment != "default", given.environment != settings.environment { all.append("--environment") }
        if given.sandbox, !settings.usesSandbox { all.append("--sandbox") }
        if let state = given.state, absolute(state, in: world.folder) != planned(settings.state) {
            all.append("--state")
        }
        let files = Set(settings.variableFiles.map(planned))
        if given.variableFiles.contains(where: { !files.contains(absolute($0, in: world.folder)) }) {
            all.append("--var-file")
        }
        return all
    }

    /// Names alone: values may be secret.
    private var variables: [String] {
        let kept = given.variables.filter { !file.variables.leftOut.contains(PlanVariables.name(of: $0)) }
        let assigned = kept.filter { !file.variables.assignments.contains($0) }
        let options = assigned.map { "--var \($0.prefix { $0 != "=" })" }
        let environment = file.variables.environment.keys.sorted().filter { name in
            world.environment[name].map { $0 != file.variables.environment[name] } ?? false
        }
        return options + environment
    }

    private var planningOptions: [String] {
        let options = [
            ("--target", !planning.target.isEmpty), ("--exclude", !planning.exclude.isEmpty),
            ("--replace", !planning.replace.isEmpty), ("--no-refresh", !planning.refresh),
            ("--refresh-only", refreshOnly),
        ]
        return options.filter(\.1).map(\.0)
    }

    private func planned(_ path: String?) -> String? { path.map { absolute($0, in: file.settings.folder) } }

    private func absolute(_ path: String, in folder: String) -> String {
        PlanSettings.normalized(path.hasPrefix("/") ? path : "\(folder)/\(path)")
    }
}
