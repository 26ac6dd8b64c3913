package workplan

import (
	"errors"
	"slices"
	"strings"
)

// Kind says what went wrong, in the five ways in which a request can go wrong by the caller's doing.
type Kind int

const (
	// NotFound: the thing does not exist, or the actor may not see it; the two are told apart nowhere.
	NotFound Kind = iota + 1
	// Forbidden: the actor sees the thing but may not do this to it.
	Forbidden
	// Conflict: the thing's present state does not allow it; the detail names what would be allowed.
	Conflict
	// Stale: the thing has changed since the caller read it.
	Stale
	// Invalid: the input breaks rules; Faults lists all of them.
	Invalid
)

// Error is a refusal that the caller can understand and act upon. Slug names the problem type and is stable.
type Error struct {
	Kind   Kind
	Slug   string
	Detail Sentence
	Faults []Fault
	// Similar lists what a proposal looks like, where that is why it is refused.
	Similar []Similar
}

func (e *Error) Error() string {
	if len(e.Faults) == 0 {
		return e.Detail.Text
	}
	texts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		texts[i] = f.Pointer + ": " + f.Message.Text
	}
	return e.Detail.Text + ": " + strings.Join(texts, "; ")
}

// Fault is one broken rule in one field of an input. Pointer is a JSON pointer (RFC 6901) into the request, or "?name" for a query parameter.
type Fault struct {
	Pointer string
	Code    string
	Message Sentence
}

// KindOf returns the kind of a refusal anywhere in err's chain, or 0 for an error that is not the caller's doing.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return 0
}

// Missing says that what is not there for this actor.
func Missing(format string, args ...any) error {
	return &Error{Kind: NotFound, Slug: "not-found", Detail: Say("There is no %s that you may see.", Say(format, args...))}
}

// Refused says that the actor may not do this, and who may.
func Refused(format string, args ...any) error {
	return &Error{Kind: Forbidden, Slug: "forbidden", Detail: Say(format, args...)}
}

// Clash says that the present state does not allow this; slug is one of the documented conflict types.
func Clash(slug, format string, args ...any) error {
	return &Error{Kind: Conflict, Slug: slug, Detail: Say(format, args...)}
}

// Changed says that what was changed by someone else since the caller read it.
func Changed(what Noun) error {
	return &Error{Kind: Stale, Slug: "stale", Detail: Say("The %s has changed since you read it. Read it again and repeat your change on the new version.", what)}
}

// Faults collects broken rules so that a caller learns of all of them at once.
type Faults []Fault

// Add records a fault of the field at pointer.
func (f *Faults) Add(pointer, code, format string, args ...any) {
	*f = append(*f, Fault{Pointer: pointer, Code: code, Message: Say(format, args...)})
}

// Err returns an Invalid error that lists the faults, or nil when there are none.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	detail := Say("The query breaks a rule; nothing was read")
	if slices.ContainsFunc(f, func(f Fault) bool { return !strings.HasPrefix(f.Pointer, "?") }) {
		detail = Say("The input breaks a rule; nothing was stored")
	}
	return &Error{Kind: Invalid, Slug: "invalid", Detail: detail, Faults: f}
}
