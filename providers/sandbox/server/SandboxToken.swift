import HTTPTypes
import MartletHTTP
import MartletModel

/// The login endpoint: every credential is good (OAuth 2.0, RFC 6749 §5.1).
enum SandboxToken {
    static func reply(tenant: String, in transaction: inout SandboxTransaction) -> HTTPReply {
        let lifetime = 3599
        return .json(
            .ok,
            [
                "token_type": "Bearer", "expires_in": .number(Number(lifetime)),
                "ext_expires_in": .number(Number(lifetime)),
                "access_token": .string("sandbox.\(transaction.newText(48))"),
            ])
    }
}
