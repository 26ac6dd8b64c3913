// Package api is the JSON edge over HTTP: it decodes strictly, calls one use case, and encodes; it holds no rule of the domain.
//
// Every refusal and failure leaves through one error handler as a [Problem] (RFC 9457). It knows Echo and never the store.
package api
