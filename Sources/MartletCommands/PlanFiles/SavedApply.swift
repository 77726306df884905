import Foundation
import MartletExecutor
import MartletLanguage
import MartletModel
import MartletState

/// `martlet apply FILE`.
struct SavedApply {
    let given: StackOptions
    let planning: PlanningOptions
    let applying: ApplyOptions
    let refreshOnly: Bool
    let output: OutputOptions
    let world: World

    /// Whether the argument names a file; anything else is taken for the folder of a stack.
    static func isFile(_ path: String, in world: World) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: world.absolute(path), isDirectory: &isFolder)
            && !isFolder.boolValue
    }

    func run() async throws -> ExitStatus {
        let sealed = try SealedPlanFile(path: world.absolute(given.stack))
        let file = try await open(sealed)
        try PlanConflicts(file: file, given: given, planning: planning, refreshOnly: refreshOnly, world: world).check()
        var planned = world
        planned.folder = file.settings.folder
        planned.environment.merge(file.variables.environment) { $1 }
        let options = file.settings.restored(onto: given, file.variables)
        let workspace =
            if case .rollback(let revision) = file.plan.kind {
                try await Workspace(returningTo: revision, options, output, in: planned, planTime: file.planTime)
            } else {
                try await Workspace(options, output, in: planned, planTime: file.planTime)
            }
        try workspace.refuseWhileUnfinished()
        var applying = applying
        applying.irreversible += file.consent
        let approved = try workspace.approve(file.plan, try applying.consent(), current: try workspace.currentInputs())
        if !output.json || file.plan.isEmpty { workspace.show(file.plan, isFull: planning.full) }
        guard try workspace.isWork(file.plan) else { return .done }
        workspace.program.recall(file.plan)
        return try await workspace.carryOut(approved, applying)
    }

    /// Opens the file with the key of the state that it is for.
    private func open(_ sealed: SealedPlanFile) async throws -> PlanFile {
        var planned = world
        planned.folder = sealed.settings.folder
        let nothing = PlanVariables(assignments: [], environment: [:])
        let store = try await sealed.settings.restored(onto: given, nothing).openState(in: planned)
        return try sealed.open(try reportingState { try store.sealer(mayCreate: false) })
    }
}
