internal import MartletModel

/// The columns of everything that runs pods.
enum WorkloadColumns {
    private static func int(_ object: Value, _ section: String, _ field: String) -> Int {
        object.at(section, field)?.intValue ?? 0
    }

    private static func containers(_ object: Value) -> [Value] {
        (object.at("spec", "template", "spec", "containers")
            ?? object.at("spec", "jobTemplate", "spec", "template", "spec", "containers"))?
            .elements ?? []
    }

    private static let containerColumns: [TableColumn] = [
        .text("Containers", wide: true) {
            containers($0).compactMap { $0["name"]?.stringValue }.joined(separator: ",")
        },
        .text("Images", wide: true) { containers($0).compactMap { $0["image"]?.stringValue }.joined(separator: ",") },
    ]

    private static let selector = TableColumn.text("Selector", wide: true) {
        $0.at("spec", "selector").map { LabelSelector($0).text }
    }

    static let pod: [TableColumn] = [
        .name,
        .text("Ready") { pod in
            let all = pod.at("status", "containerStatuses")?.elements ?? []
            let total = pod.at("spec", "containers")?.elements?.count ?? 0
            return "\(all.count { $0["ready"]?.boolValue == true })/\(total)"
        },
        .text("Status", PodStatus.summary),
        TableColumn("Restarts") { pod, _ in .string(String(PodStatus.restarts(of: pod))) },
        .age, .text("IP", wide: true) { $0.at("status", "podIP")?.stringValue },
        .text("Node", wide: true) { $0.at("spec", "nodeName")?.stringValue },
        .text("Nominated Node", wide: true) { $0.at("status", "nominatedNodeName")?.stringValue },
        .text("Readiness Gates", wide: true) { _ in nil },
    ]

    static let deployment: [TableColumn] =
        [
            .name, .text("Ready") { "\(int($0, "status", "readyReplicas"))/\(int($0, "spec", "replicas"))" },
            .number("Up-to-date") { int($0, "status", "updatedReplicas") },
            .number("Available") { int($0, "status", "availableReplicas") }, .age,
        ] + containerColumns + [selector]

    static let replicaSet: [TableColumn] =
        [
            .name, .number("Desired") { int($0, "spec", "replicas") },
            .number("Current") { int($0, "status", "replicas") },
            .number("Ready") { int($0, "status", "readyReplicas") }, .age,
        ] + containerColumns + [selector]

    static let statefulSet: [TableColumn] =
        [.name, .text("Ready") { "\(int($0, "status", "readyReplicas"))/\(int($0, "spec", "replicas"))" }, .age]
        + containerColumns

    static let daemonSet: [TableColumn] =
        [
            .name, .number("Desired") { int($0, "status", "desiredNumberScheduled") },
            .number("Current") { int($0, "status", "currentNumberScheduled") },
            .number("Ready") { int($0, "status", "numberReady") },
            .number("Up-to-date") { int($0, "status", "updatedNumberScheduled") },
            .number("Available") { int($0, "status", "numberAvailable") },
            .text("Node Selector") { TableColumns.labels($0.at("spec", "template", "spec", "nodeSelector")) }, .age,
        ] + containerColumns + [selector]

    static let job: [TableColumn] =
        [
            .name,
            .text("Status") { job in
                if CustomResourceDefinition.condition("Complete", of: job) == "True" { return "Complete" }
                if CustomResourceDefinition.condition("Failed", of: job) == "True" { return "Failed" }
                if job.isTerminating { return "Terminating" }
                return job.at("spec", "suspend")?.boolValue == true ? "Suspended" : "Running"
            },
            .text("Completions") { "\(int($0, "status", "succeeded"))/\($0.at("spec", "completions")?.intValue ?? 1)" },
            TableColumn("Duration") { job, context in
                guard let start = job.at("status", "startTime")?.stringValue.flatMap(Timestamp.seconds) else {
                    return ""
                }
                let end = job.at("status", "completionTime")?.stringValue.flatMap(Timestamp.seconds)
                return .string(Timestamp.age((end ?? Int(context.now.nanoseconds / 1_000_000_000)) - start))
            }, .age,
        ] + containerColumns + [selector]

    static let cronJob: [TableColumn] =
        [
            .name, .text("Schedule") { $0.at("spec", "schedule")?.stringValue },
            .text("Timezone") { $0.at("spec", "timeZone")?.stringValue },
            .text("Suspend") { $0.at("spec", "suspend")?.boolValue == true ? "True" : "False" },
            .number("Active") { $0.at("status", "active")?.elements?.count ?? 0 },
            TableColumn("Last Schedule") { job, context in
                job.at("status", "lastScheduleTime")?.stringValue.map { .string(context.age($0)) } ?? "<none>"
            }, .age,
        ] + containerColumns

    static let autoscaler: [TableColumn] = [
        .name,
        .text("Reference") { hpa in
            let target = hpa.at("spec", "scaleTargetRef")
            return "\(target?["kind"]?.stringValue ?? "")/\(target?["name"]?.stringValue ?? "")"
        },
        .text("Targets") { _ in "<unknown>" },
        .text("MinPods") { $0.at("spec", "minReplicas")?.intValue.map(String.init) },
        .number("MaxPods") { int($0, "spec", "maxReplicas") },
        .number("Replicas") { int($0, "status", "currentReplicas") }, .age,
    ]

    static let disruptionBudget: [TableColumn] = [
        .name, .text("Min Available") { $0.at("spec", "minAvailable").map(plain) ?? "N/A" },
        .text("Max Unavailable") { $0.at("spec", "maxUnavailable").map(plain) ?? "N/A" },
        .number("Allowed Disruptions") { int($0, "status", "disruptionsAllowed") }, .age,
    ]

    private static func plain(_ value: Value) -> String { value.stringValue ?? KubernetesJSON.text(value) }
}
