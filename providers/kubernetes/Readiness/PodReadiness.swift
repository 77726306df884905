import MartletModel

/// The rules for one pod.
enum PodReadiness {
    /// Restarts after which a crash loop is taken for good.
    private static let restartLimit = 3

    static func status(of pod: Value) -> ReadinessStatus {
        let facts = ObjectStatus(object: pod)
        switch facts.status?.text("phase") {
        case "Succeeded": return .ready
        case "Failed": return .failed(failure(of: pod))
        default: break
        }
        if facts.condition("Ready")?.isTrue == true { return .ready }
        if let scheduled = facts.condition("PodScheduled"), scheduled.isFalse {
            return .progressing(
                "it cannot be scheduled: \(scheduled.message.isEmpty ? scheduled.reason : scheduled.message)")
        }
        for container in containers(of: pod) {
            if let trouble = trouble(of: container) { return trouble }
        }
        let unready = containers(of: pod).filter { $0["ready"]?.boolValue != true }.compactMap { $0.text("name") }
        return .progressing(
            unready.isEmpty ? "it has not started yet" : "not ready: \(unready.joined(separator: ", "))")
    }

    private static func containers(of pod: Value) -> [Value] {
        (pod.at("status", "initContainerStatuses")?.list ?? []) + (pod.at("status", "containerStatuses")?.list ?? [])
    }

    /// What keeps a container from running; nil when nothing does.
    private static func trouble(of container: Value) -> ReadinessStatus? {
        guard let waiting = container.at("state", "waiting"), let reason = waiting.text("reason") else { return nil }
        let name = container.text("name") ?? "?"
        let message = waiting.text("message").map { ": \($0)" } ?? ""
        switch reason {
        case "CrashLoopBackOff":
            let restarts = container["restartCount"]?.intValue ?? 0
            let exit = container.at("lastState", "terminated").map { ", last \(ending($0))" } ?? ""
            let text = "container \(name) crashes (\(restarts) restarts\(exit))"
            return restarts >= restartLimit ? .failed(text) : .progressing(text)
        case "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError":
            return .failed("container \(name): \(reason)\(message)")
        case "ImagePullBackOff":
            return .failed("container \(name) cannot pull its image\(message)")
        case "ErrImagePull": return .progressing("container \(name) could not pull its image yet\(message)")
        case "ContainerCreating", "PodInitializing": return nil
        default: return .progressing("container \(name): \(reason)\(message)")
        }
    }

    private static func failure(of pod: Value) -> String {
        let ended = containers(of: pod).compactMap { container in
            container.at("state", "terminated").flatMap { state in
                state["exitCode"]?.intValue == 0 ? nil : "container \(container.text("name") ?? "?") \(ending(state))"
            }
        }
        let reason = [pod.text("status", "reason"), pod.text("status", "message")].compactMap { $0 } + ended
        return reason.isEmpty ? "it failed" : "it failed: \(reason.joined(separator: ", "))"
    }

    private static func ending(_ state: Value) -> String {
        let code = state["exitCode"]?.intValue.map { "exit code \($0)" }
        return [code, state.text("reason")].compactMap { $0 }.joined(separator: ", ")
    }
}
