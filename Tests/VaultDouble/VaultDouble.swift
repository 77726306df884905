import CryptoExtras
import Foundation
package import HTTPTypes
package import MartletHTTP
import MartletModel
import Synchronization

/// A vault with one key, `martlet`, and Entra beside it, as a transport
/// (https://learn.microsoft.com/rest/api/keyvault/keys/wrap-key/wrap-key).
package final class VaultDouble: HTTPTransport {
    private struct State {
        var keys: [_RSA.Encryption.PrivateKey]
        var scopes: [String] = []
        var refusal: (status: Int, code: String, times: Int)?
    }

    private let state: Mutex<State>

    package init() throws { state = Mutex(State(keys: [try _RSA.Encryption.PrivateKey(keySize: .bits2048)])) }

    /// What tokens were asked for, each once.
    package var scopes: [String] { state.withLock { $0.scopes } }

    /// Makes a new version of the key.
    package func rotate() {
        state.withLock { state in
            if let key = try? _RSA.Encryption.PrivateKey(keySize: .bits2048) { state.keys.append(key) }
        }
    }

    /// Answers an error to the next calls.
    package func refuse(with status: Int, code: String, times: Int = .max) {
        state.withLock { $0.refusal = (status, code, times) }
    }

    package func send(
        _ request: HTTPRequest, body: [UInt8], timeout: Duration
    ) async throws(TransportError) -> HTTPReply {
        let path = (request.path ?? "/").prefix { $0 != "?" }
        if request.authority == "login.microsoftonline.com" { return token(String(decoding: body, as: UTF8.self)) }
        guard request.headerFields[.authorization] == "Bearer vault-token" else {
            return Self.error(401, "Unauthorized")
        }
        if let refused = refusal() { return refused }
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count >= 2, parts[0] == "keys", parts[1] == "martlet" else { return Self.error(404, "KeyNotFound") }
        if parts.count == 2, request.method == .get { return current(request.authority ?? "") }
        guard parts.count == 4, request.method == .post, let version = Int(parts[2]),
            let value = try? Value(json: body),
            value["alg"]?.stringValue == "RSA-OAEP-256", let bytes = Self.decoded(value["value"]?.stringValue ?? "")
        else { return Self.error(400, "BadParameter") }
        return compute(parts[3], bytes, version)
    }

    private func refusal() -> HTTPReply? {
        state.withLock { state in
            guard let refusal = state.refusal, refusal.times > 0 else { return nil }
            state.refusal?.times -= 1
            return Self.error(refusal.status, refusal.code)
        }
    }

    private func token(_ form: String) -> HTTPReply {
        let scope = form.split(separator: "&").first { $0.hasPrefix("scope=") }?.dropFirst("scope=".count)
        let text = (scope.map(String.init) ?? "").removingPercentEncoding ?? ""
        state.withLock { state in if !state.scopes.contains(text) { state.scopes.append(text) } }
        return Self.reply(200, ["access_token": "vault-token", "expires_in": 3600])
    }

    private func current(_ host: String) -> HTTPReply {
        let version = state.withLock { $0.keys.count }
        return Self.reply(200, ["key": ["kid": .string("https://\(host)/keys/martlet/\(version)"), "kty": "RSA"]])
    }

    private func compute(_ operation: String, _ bytes: [UInt8], _ version: Int) -> HTTPReply {
        let key = state.withLock { state in state.keys.indices.contains(version - 1) ? state.keys[version - 1] : nil }
        guard let key else { return Self.error(404, "KeyNotFound") }
        let answer =
            switch operation {
            case "wrapkey": try? key.publicKey.encrypt(bytes, padding: .PKCS1_OAEP_SHA256)
            case "unwrapkey": try? key.decrypt(bytes, padding: .PKCS1_OAEP_SHA256)
            default: nil as Data?
            }
        guard let answer else { return Self.error(400, "BadParameter") }
        return Self.reply(200, ["kid": "x", "value": .string(Self.encoded(answer))])
    }

    // MARK: - Answers

    private static func reply(_ status: Int, _ body: Value) -> HTTPReply {
        let bytes = (try? body.canonicalJSONBytes(secrets: .reveal)) ?? []
        return HTTPReply(HTTPResponse(status: .init(code: status)), .bytes(bytes))
    }

    private static func error(_ status: Int, _ code: String) -> HTTPReply {
        reply(status, ["error": ["code": .string(code), "message": "The vault says no."]])
    }

    /// Base64 of RFC 4648 section 5, without padding.
    private static func encoded(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func decoded(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)).map {
            [UInt8]($0)
        }
    }
}
