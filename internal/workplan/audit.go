package workplan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// SystemChain is the audit chain of what belongs to no body: users, tokens, members, bodies.
const SystemChain = "system"

// AuditEntry is one change: who did it, for whom, by what right, when, what stood before and after. Entries of one chain (a body, or the
// system) are numbered without gap and each carries the hash of the one before, so that an edited, removed, inserted or reordered entry shows.
// Before and After are chained only through a salted hash: once redacted, [AuditEntry.Broken] names that one entry as edited, and the
// entries after it still follow. What cannot show from the entries alone is that the last ones were cut off: that takes the chain's head.
type AuditEntry struct {
	ID          int64
	Chain       string
	Seq         int64
	RecordedAt  time.Time
	Actor       string
	OnBehalfOf  string
	Authority   string
	Action      string
	Object      string
	Plan        string
	Ref         string
	RequestID   string
	BeforeText  string
	AfterText   string
	Salt        string
	PayloadHash string
	PrevHash    string
	Hash        string
}

// Sealed returns the entry as the next of its chain, after the entry with number seq and hash prev ("" before the first).
func (e AuditEntry) Sealed(seq int64, prev, salt string) AuditEntry {
	e.Seq, e.PrevHash, e.Salt = seq+1, prev, salt
	e.PayloadHash = digest("fwp-audit-payload-1", e.Salt, e.BeforeText, e.AfterText)
	e.Hash = e.chainHash()
	return e
}

// Broken says what is wrong with the entry as the one to follow number seq and hash prev; "" means nothing.
func (e AuditEntry) Broken(seq int64, prev string) string {
	switch {
	case e.Seq != seq+1:
		return fmt.Sprintf("number %d follows number %d: an entry is missing, inserted or out of order", e.Seq, seq)
	case e.PrevHash != prev:
		return fmt.Sprintf("number %d does not follow from the entry before it", e.Seq)
	case e.PayloadHash != digest("fwp-audit-payload-1", e.Salt, e.BeforeText, e.AfterText):
		return fmt.Sprintf("number %d: what stood before or after was edited", e.Seq)
	case e.Hash != e.chainHash():
		return fmt.Sprintf("number %d was edited", e.Seq)
	default:
		return ""
	}
}

// chainHash covers all but the id and the payload's texts. The time counts to the microsecond, which is what the databases keep.
func (e AuditEntry) chainHash() string {
	return digest("fwp-audit-1", e.Chain, itoa(int(e.Seq)), e.PrevHash, e.RecordedAt.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano), e.Actor, e.OnBehalfOf,
		e.Authority, e.Action, e.Object, e.Plan, e.Ref, e.RequestID, e.PayloadHash)
}

// digest is the SHA-256 of the parts as one JSON array of strings, so that no two lists of parts run together.
func digest(parts ...string) string {
	text, err := json.Marshal(parts)
	if err != nil {
		panic("strings always have a JSON form: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
