package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Page is one page of a list.
//
//	@Description	One page of a list. next_cursor is null on the last page; otherwise repeat the request with cursor set to it.
type Page[T any] struct {
	Data       []T     `json:"data" validate:"required"`                                                     // The rows of this page, in order
	NextCursor *string `json:"next_cursor" validate:"required" extensions:"x-nullable" example:"eyJ2IjoxfQ"` // What to send as cursor for the next page; null on the last
}

// resource is the answer about one thing: where it is, its version and its published form.
type resource struct {
	location string
	version  int64
	body     any
}

// read runs a use case that reads one thing and answers it, with the picked members only. It refuses the query first, where that has faults.
func read[T any](c echo.Context, q *query, run func(context.Context) (T, error), answer func(T) resource) error {
	if err := q.err(); err != nil {
		return err
	}
	result, err := run(c.Request().Context())
	if err != nil {
		return err
	}
	r := answer(result)
	return respondOne(c, q, r.version, r.body)
}

// list runs a use case that lists things and answers them, each as its DTO with the picked members only. It refuses the query first, where
// that has faults.
func list[T, D any](c echo.Context, q *query, run func(context.Context) (workplan.Listing[T], error), dto func(T) D) error {
	if err := q.err(); err != nil {
		return err
	}
	rows, err := run(c.Request().Context())
	if err != nil {
		return err
	}
	return respondList(c, q, rows, dto)
}

// whole makes a list that comes in one page of what a use case gives.
func whole[T any](rows []T, err error) (workplan.Listing[T], error) {
	return workplan.Listing[T]{Rows: rows}, err
}

// respondList answers one page of a list, each row as its DTO with the picked members only.
func respondList[T, D any](c echo.Context, q *query, rows workplan.Listing[T], dto func(T) D) error {
	next := q.next(rows.Next)
	setNextLink(c, next)
	if len(q.picked) == 0 {
		return respond(c, http.StatusOK, 0, Page[D]{Data: each(rows.Rows, dto), NextCursor: orNull(next)})
	}
	page := Page[any]{Data: make([]any, len(rows.Rows)), NextCursor: orNull(next)}
	for n, row := range rows.Rows {
		picked, err := pick(dto(row), q.picked)
		if err != nil {
			return err
		}
		page.Data[n] = picked
	}
	return respond(c, http.StatusOK, 0, page)
}

// respondOne answers one thing with the picked members only.
func respondOne(c echo.Context, q *query, version int64, dto any) error {
	picked, err := pick(dto, q.picked)
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, version, picked)
}

// each maps a list; the result is never null.
func each[T, D any](rows []T, dto func(T) D) []D {
	dtos := make([]D, len(rows))
	for n, row := range rows {
		dtos[n] = dto(row)
	}
	return dtos
}

// when reads as_of (a date, or meeting:CODE) and known_at.
func (q *query) when() tracker.When {
	w := q.day("as_of")
	w.KnownAt = q.moment("known_at")
	return w
}

// day reads a date, or meeting:CODE for the last day of a meeting.
func (q *query) day(name string) tracker.When {
	meeting, ok := strings.CutPrefix(q.get(name), "meeting:")
	if !ok {
		return tracker.When{AsOf: q.date(name)}
	}
	if meeting == "" {
		q.fault(name, "required", "names no meeting; write its code after meeting:, such as meeting:wg-tip-9")
	}
	return tracker.When{Meeting: meeting}
}

// orNull is nil for what is not recorded.
func orNull[T ~string](s T) *string {
	if s == "" {
		return nil
	}
	text := string(s)
	return &text
}

// numberOrNull is nil for what is not recorded.
func numberOrNull(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// texts is a list that is never null.
func texts(l workplan.List) []string {
	if l == nil {
		return []string{}
	}
	return l
}

// numbers is a list that is never null.
func numbers(l []int) []int {
	if l == nil {
		return []int{}
	}
	return l
}

func momentOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// given is 0 for null; a 0 that was sent is no number of anything, which the domain refuses in -1.
func given(n *int) int {
	switch {
	case n == nil:
		return 0
	case *n == 0:
		return -1
	default:
		return *n
	}
}

// listQuery documents the parameters that lists share; they are read by parseListQuery.
//
//lint:ignore U1000 the annotations name it
type listQuery struct {
	Q      string   `form:"q" maxLength:"200" extensions:"x-example=viet nam"` // Words to find; all must be found
	Sort   string   `form:"sort" extensions:"x-example=-updated"`              // Words to order by, separated by commas; a hyphen before a word turns its order round
	Fields []string `form:"fields" collectionFormat:"csv"`                     // Only these members of each row
	Limit  int      `form:"limit" minimum:"1" maximum:"200" default:"50"`      // Rows on the page
	Cursor string   `form:"cursor"`                                            // next_cursor of the page before
}

// pageQuery documents the parameters of a list that comes in pages.
//
//lint:ignore U1000 the annotations name it
type pageQuery struct {
	Sort   string `form:"sort"`                                         // Words to order by
	Limit  int    `form:"limit" minimum:"1" maximum:"200" default:"50"` // Rows on the page
	Cursor string `form:"cursor"`                                       // next_cursor of the page before
}

// whenQuery documents the point in time of a reading; it is read by when.
//
//lint:ignore U1000 the annotations name it
type whenQuery struct {
	AsOf    string    `form:"as_of" extensions:"x-example=2023-11-08"`                                 // What was true on this day (a date, or meeting:CODE for the last day of a meeting); today if absent
	KnownAt time.Time `form:"known_at" format:"date-time" extensions:"x-example=2026-11-23T09:30:00Z"` // Using only what had been recorded by this moment; now if absent
}
