package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// Problem is the one shape of every refusal and failure (RFC 9457, application/problem+json).
//
//	@Description	Why a request was refused or failed (RFC 9457). Act on type, which is stable; detail is for people and may change.
//	@Description	Where the input breaks rules, errors lists all of them at once.
type Problem struct {
	Type     string       `json:"type" format:"uri-reference" example:"/problems/invalid" validate:"required"`            // What is wrong, as the address of a page that explains it
	Title    string       `json:"title" example:"The input breaks a rule" validate:"required"`                            // What is wrong, in short
	Status   int          `json:"status" format:"int32" minimum:"400" maximum:"599" example:"422" validate:"required"`    // The HTTP status
	Detail   string       `json:"detail" example:"The input breaks a rule; nothing was stored" validate:"required"`       // What is wrong here, and what can be done
	Instance string       `json:"instance" format:"uri-reference" example:"urn:request:k3Jd82mPqLx0" validate:"required"` // Id of the request, to be told to the operator
	Similar  []Similar    `json:"similar,omitempty"`                                                                      // What a proposal looks like, where that is why it was refused
	Errors   []FieldError `json:"errors,omitempty"`                                                                       // All faults of the fields that were sent
} //@name Problem

// FieldError is one broken rule.
//
//	@Description	One broken rule. The pointer is a JSON pointer (RFC 6901) into the body, or ?name for a query parameter.
type FieldError struct {
	Pointer string `json:"pointer" example:"/leads/2" validate:"required"`                       // JSON pointer to the field, or ?name for a query parameter
	Code    string `json:"code" example:"wrong_type" validate:"required"`                        // What is wrong with it, as a word for programs
	Message string `json:"message" example:"must be a string, not a number" validate:"required"` // What is wrong with it, for people
} //@name FieldError

// maxFaults bounds an answer: a hostile body can hold far more faults than anyone reads.
const maxFaults = 1000

// edgeError is a refusal by the edge itself, before any use case was asked. Its slug is a key of problemTypes.
type edgeError struct {
	slug   string
	detail string
	faults workplan.Faults
	header http.Header
}

func (e *edgeError) Error() string { return e.slug + ": " + e.detail }

// with adds a header to the answer; it replaces one that the problem type has by itself.
func (e *edgeError) with(name, value string) *edgeError {
	if e.header == nil {
		e.header = http.Header{}
	}
	e.header.Set(name, value)
	return e
}

// edge refuses with the problem type slug.
func edge(slug, detail string, faults ...workplan.Fault) *edgeError {
	return &edgeError{slug: slug, detail: detail, faults: faults}
}

// malformed refuses what cannot be read as a request at all: 400.
func malformed(format string, args ...any) *edgeError {
	return edge("malformed", fmt.Sprintf(format, args...))
}

// invalid refuses with all faults at once: 422.
func invalid(faults workplan.Faults) *edgeError {
	return edge("invalid", "The input breaks a rule; nothing was stored", faults...)
}

// kindStatus is the one table from the domain's kinds of refusal to HTTP.
var kindStatus = map[workplan.Kind]int{
	workplan.NotFound:  http.StatusNotFound,
	workplan.Forbidden: http.StatusForbidden,
	workplan.Conflict:  http.StatusConflict,
	workplan.Stale:     http.StatusPreconditionFailed,
	workplan.Invalid:   http.StatusUnprocessableEntity,
}

// statusSlug names the problem type for what the framework refuses by a bare status.
var statusSlug = map[int]string{
	http.StatusBadRequest:            "malformed",
	http.StatusUnauthorized:          "unauthenticated",
	http.StatusForbidden:             "forbidden",
	http.StatusNotFound:              "not-found",
	http.StatusMethodNotAllowed:      "method-not-allowed",
	http.StatusNotAcceptable:         "not-acceptable",
	http.StatusPreconditionFailed:    "stale",
	http.StatusRequestEntityTooLarge: "too-large",
	http.StatusUnsupportedMediaType:  "unsupported-media-type",
	http.StatusUnprocessableEntity:   "invalid",
	http.StatusPreconditionRequired:  "precondition-required",
	http.StatusTooManyRequests:       "rate-limited",
	http.StatusServiceUnavailable:    "unavailable",
}

// problemFor turns any error into the answer that the caller may see, with the headers that belong to it; Instance is left to the error
// handler. An error that is nobody's refusal becomes "internal" without its text, a passed deadline "unavailable".
func problemFor(err error) (Problem, http.Header) {
	var atEdge *edgeError
	var domain *workplan.Error
	var framework *echo.HTTPError
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &atEdge):
		return refusal(atEdge.slug, atEdge.detail, atEdge.faults, atEdge.header)
	case errors.As(err, &domain):
		return domainProblem(domain)
	case errors.As(err, &framework):
		return frameworkProblem(framework.Code)
	case errors.As(err, &tooLong):
		return refusal("too-large", fmt.Sprintf("The body is longer than %d bytes.", tooLong.Limit), nil, nil)
	case errors.Is(err, context.DeadlineExceeded):
		return plain("unavailable")
	}
	return plain("internal")
}

// domainProblem takes the status from the kind and the type from the slug. A slug that has no page, or a page for another status, is
// answered without a type rather than with a wrong one; a test finds such slugs.
func domainProblem(e *workplan.Error) (Problem, http.Header) {
	status, ok := kindStatus[e.Kind]
	if !ok {
		return plain("internal")
	}
	if problemTypes[e.Slug].Status == status {
		p, header := refusal(e.Slug, e.Detail.Text, e.Faults, nil)
		for _, like := range e.Similar {
			p.Similar = append(p.Similar, similarDTO(like))
		}
		return p, header
	}
	p := untyped(status)
	p.Detail, p.Errors = listed(e.Detail.Text, e.Faults)
	return p, http.Header{}
}

// frameworkProblem answers a status that Echo or a middleware gave. Its message is not shown: it may hold anything.
func frameworkProblem(status int) (Problem, http.Header) {
	if slug, ok := statusSlug[status]; ok {
		return plain(slug)
	}
	if status >= 400 && status < 500 {
		return untyped(status), http.Header{}
	}
	return plain("internal")
}

// plain is a problem that says no more than its type.
func plain(slug string) (Problem, http.Header) {
	return refusal(slug, problemTypes[slug].Meaning, nil, nil)
}

// untyped is a problem that says no more than its status (RFC 9457, section 4.2.1).
func untyped(status int) Problem {
	return Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: "The request was refused."}
}

func refusal(slug, detail string, faults workplan.Faults, extra http.Header) (Problem, http.Header) {
	t, ok := problemTypes[slug]
	if !ok {
		return plain("internal")
	}
	header := http.Header{}
	for name, value := range t.Header {
		header.Set(name, value)
	}
	for name := range extra {
		header.Set(name, extra.Get(name))
	}
	p := Problem{Type: problemPath(slug), Title: t.Title, Status: t.Status}
	p.Detail, p.Errors = listed(detail, faults)
	return p, header
}

func fieldErrorDTO(f workplan.Fault) FieldError {
	return FieldError{Pointer: f.Pointer, Code: f.Code, Message: f.Message.Text}
}

// listed bounds the faults and says so in the detail.
func listed(detail string, faults workplan.Faults) (string, []FieldError) {
	if len(faults) > maxFaults {
		faults = faults[:maxFaults]
		detail += fmt.Sprintf(" (only the first %d faults are listed)", maxFaults)
	}
	var fields []FieldError
	for _, f := range faults {
		fields = append(fields, fieldErrorDTO(f))
	}
	return detail, fields
}
