package auth

import (
	"encoding/base64"
	"encoding/json"
	"time"
)

// TicketLife is how long after its beginning a single sign-on can be finished.
const TicketLife = 10 * time.Minute

// maxTicket is how long a ticket in a cookie may be. Ours have about half of it.
const maxTicket = 512

// Ticket is what a browser keeps of a single sign-on that it has begun. State proves that an answer belongs to this browser, Nonce that a token was made for it,
// and Verifier that the code was. Nobody but the browser may see it; it needs no signature, since who forges their own ticket signs in as themselves.
type Ticket struct {
	State, Nonce, Verifier string
	Made                   time.Time
}

// Encode is the ticket as the value of a cookie.
func (t Ticket) Encode() string {
	text, _ := json.Marshal(t) // fails for years beyond 9999 alone, and then gives what is no ticket
	return base64.RawURLEncoding.EncodeToString(text)
}

// ParseTicket reads the value of a cookie; [ErrStale] where it is no ticket. Whether the ticket is still good is judged when it is used.
func ParseTicket(text string) (Ticket, error) {
	var t Ticket
	content, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(text) > maxTicket || json.Unmarshal(content, &t) != nil || t.State == "" || t.Nonce == "" || t.Verifier == "" {
		return Ticket{}, ErrStale
	}
	return t, nil
}

// good says whether a ticket can be used now. Another instance may have made it, whose clock goes ahead.
func (t Ticket) good(now time.Time) bool {
	age := now.Sub(t.Made)
	return t.State != "" && t.Nonce != "" && t.Verifier != "" && age < TicketLife && age >= -clockSkew
}
