package import HTTPTypes
package import MartletHTTP
package import MartletModel

extension HTTPReply {
    /// An answer with a JSON body.
    package static func json(
        _ status: HTTPResponse.Status, _ value: Value, headers: HTTPFields = [:],
        contentType: String = "application/json"
    ) -> HTTPReply {
        // Only unknown values and infinities have no JSON form, and neither can come in over HTTP.
        let bytes = (try? value.canonicalJSONBytes(secrets: .reveal)) ?? Array("null".utf8)
        return .bytes(status, bytes, headers: headers, contentType: contentType)
    }

    /// An answer with a whole body.
    package static func bytes(
        _ status: HTTPResponse.Status, _ bytes: [UInt8], headers: HTTPFields = [:], contentType: String
    ) -> HTTPReply {
        var headers = headers
        headers[.contentType] = contentType
        headers[.contentLength] = String(bytes.count)
        return HTTPReply(HTTPResponse(status: status, headerFields: headers), .bytes(bytes))
    }

    /// An answer without a body.
    package static func empty(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> HTTPReply {
        HTTPReply(HTTPResponse(status: status, headerFields: headers), .bytes([]))
    }
}
