import Foundation
import MartletModel
import MartletState

/// A plan to be applied later, with everything that it was made from and with.
///
/// On disk: canonical JSON whose secrets are sealed with the state's key, signed with that key, so that a file that was
/// changed, cut off or made elsewhere is refused.
struct PlanFile: Sendable, Equatable {
    var settings: PlanSettings
    var variables: PlanVariables
    /// When the stack was evaluated, as functions saw it.
    var planTime: String
    /// `--allow-irreversible` as given to `plan`.
    var consent: [String]
    var plan: Plan

    /// - Parameter path: Where the file will lie, absolute.
    func bytes(at path: String, sealer: StateSealer) throws -> [UInt8] {
        let codec = ValueCodec(sealing: sealer)
        var document: Fields = [
            "format": .string(SealedPlanFile.format), "martlet": .string(martletVersion),
            "payload": [
                "settings": settings.encoded(beside: path), "variables": try codec.encoded(variables.encoded),
                "plan_time": .string(planTime), "consent": .tuple(consent.map { .string($0) }),
                "plan": try codec.encoded(plan.encoded.plain),
            ],
        ]
        document["signature"] = .string(try SealedPlanFile.signature(of: document, sealer))
        return try Value.object(document).canonicalJSONBytes(secrets: .reveal) + Array("\n".utf8)
    }
}

/// A plan file as it was read: its form is known, its signature not checked, its secrets not opened.
struct SealedPlanFile {
    static let family = "martlet.plan-file/"
    static let format = family + "1"

    /// Absolute.
    let path: String
    /// Which stack and state it is for: tells where the key is.
    let settings: PlanSettings
    private let document: Fields

    /// Reads the file at `path`, which is absolute.
    init(path: String) throws(CommandFailure) {
        let bytes: [UInt8]
        do { bytes = [UInt8](try Data(contentsOf: URL(filePath: path))) } catch {
            throw CommandFailure(
                .planFileUnreadable, detail: "\(path): \(error.localizedDescription)")
        }
        self.path = path
        document = try Self.document(bytes, path)
        guard let settings = document["payload"]?["settings"].flatMap({ PlanSettings(encoded: $0, beside: path) })
        else {
            throw Self.damaged(path, "its settings are missing")
        }
        self.settings = settings
    }

    private static func document(_ bytes: [UInt8], _ path: String) throws(CommandFailure) -> Fields {
        do {
            guard let fields = try Value(json: bytes).fields, let format = fields["format"]?.stringValue,
                format.hasPrefix(family)
            else { throw foreign(path) }
            guard format == Self.format else {
                let maker = fields["martlet"]?.stringValue ?? "another version"
                throw CommandFailure(
                    .planFileNewer,
                    detail:
                        "\(path) has the form `\(format)` and was written by Martlet \(maker); this is \(martletVersion).",
                    hint: "Apply it with that version, or make a new plan."
                )
            }
            return fields
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            // The form comes first in the text, so what is left of a file that was cut off still tells.
            guard bytes.starts(with: Array("{\"format\":\"\(family)".utf8)) else { throw foreign(path) }
            throw damaged(path, "\(error)")
        }
    }

    /// The plan, when it is as it was written by somebody with the key.
    func open(_ sealer: StateSealer) throws(CommandFailure) -> PlanFile {
        do {
            guard try document["signature"]?.stringValue == Self.signature(of: document, sealer) else {
                throw Self.damaged(path, "its signature does not fit: it was changed, or made with another state's key")
            }
            let codec = ValueCodec(sealing: sealer)
            let payload = try codec.decoded(document["payload"] ?? .null)
            guard let variables = payload["variables"].flatMap(PlanVariables.init(encoded:)),
                let time = payload["plan_time"]?.stringValue, let consent = payload["consent"]?.elements,
                let plan = payload["plan"].flatMap(Plan.init(encoded:))
            else { throw Self.damaged(path, "a part of the plan is missing") }
            return PlanFile(
                settings: settings, variables: variables, planTime: time, consent: consent.compactMap(\.stringValue),
                plan: plan
            )
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw Self.damaged(path, "its secrets cannot be opened")
        }
    }

    /// Over everything but the signature itself (HMAC-SHA-256 with the state's key).
    static func signature(of document: Fields, _ sealer: StateSealer) throws -> String {
        let signed = Fields(document.filter { $0.key != "signature" })
        return sealer.fingerprint(of: try Value.object(signed).canonicalJSONBytes(secrets: .reveal))
    }

    private static func foreign(_ path: String) -> CommandFailure {
        CommandFailure(
            .notAPlanFile, detail: "\(path) was not written by `martlet plan --out`.",
            hint: "`martlet apply` takes the folder of a stack, or a plan file."
        )
    }

    private static func damaged(_ path: String, _ why: String) -> CommandFailure {
        CommandFailure(
            .planFileDamaged, detail: "\(path): \(why). Nothing was changed.",
            hint: "Make a new plan with `martlet plan --out`.")
    }
}
