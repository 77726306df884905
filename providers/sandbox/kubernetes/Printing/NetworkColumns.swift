internal import MartletModel

/// The columns of services and what is around them.
enum NetworkColumns {
    static let service: [TableColumn] = [
        .name, .text("Type") { $0.at("spec", "type")?.stringValue },
        .text("Cluster-IP") { $0.at("spec", "clusterIP")?.stringValue }, .text("External-IP", external),
        .text("Port(s)") { service in
            (service.at("spec", "ports")?.elements ?? []).map { port in
                let number = port["port"]?.intValue ?? 0
                let node = port["nodePort"]?.intValue.map { ":\($0)" } ?? ""
                return "\(number)\(node)/\(port["protocol"]?.stringValue ?? "TCP")"
            }.joined(separator: ",")
        },
        .age, .text("Selector", wide: true) { TableColumns.labels($0.at("spec", "selector")) },
    ]

    private static func external(_ service: Value) -> String? {
        switch service.at("spec", "type")?.stringValue {
        case "ExternalName": return service.at("spec", "externalName")?.stringValue
        case "LoadBalancer":
            let addresses = addresses(of: service)
            return addresses.isEmpty ? "<pending>" : addresses
        default: return nil
        }
    }

    private static func addresses(of object: Value) -> String {
        (object.at("status", "loadBalancer", "ingress")?.elements ?? []).compactMap {
            ($0["ip"] ?? $0["hostname"])?.stringValue
        }.joined(separator: ",")
    }

    static let endpoints: [TableColumn] = [
        .name,
        .text("Endpoints") { endpoints in
            (endpoints["subsets"]?.elements ?? []).flatMap { subset in
                (subset["addresses"]?.elements ?? []).flatMap { address in
                    (subset["ports"]?.elements ?? []).map {
                        "\(address["ip"]?.stringValue ?? ""):\($0["port"]?.intValue ?? 0)"
                    }
                }
            }.joined(separator: ",")
        }, .age,
    ]

    static let endpointSlice: [TableColumn] = [
        .name, .text("AddressType") { $0["addressType"]?.stringValue },
        .text("Ports") { slice in
            (slice["ports"]?.elements ?? []).compactMap { $0["port"]?.intValue }.map(String.init).joined(separator: ",")
        },
        .text("Endpoints") { slice in
            (slice["endpoints"]?.elements ?? []).compactMap { $0["addresses"]?.elements?.first?.stringValue }
                .joined(separator: ",")
        }, .age,
    ]

    static let ingress: [TableColumn] = [
        .name, .text("Class") { $0.at("spec", "ingressClassName")?.stringValue },
        .text("Hosts") { ingress in
            let hosts = (ingress.at("spec", "rules")?.elements ?? []).map { $0["host"]?.stringValue ?? "*" }
            return hosts.isEmpty ? "*" : hosts.joined(separator: ",")
        },
        TableColumn("Address") { ingress, _ in .string(addresses(of: ingress)) },
        .text("Ports") { $0.at("spec", "tls") == nil ? "80" : "80, 443" }, .age,
    ]
}
