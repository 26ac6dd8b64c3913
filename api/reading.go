package api

import (
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
	Data       []T     `json:"data" validate:"required"`
	NextCursor *string `json:"next_cursor" validate:"required" extensions:"x-nullable" example:"eyJ2IjoxfQ"`
}

// respondList answers one page of a list, each row as its DTO, with the picked fields only.
func respondList[T, D any](c echo.Context, q *query, rows workplan.Listing[T], fields []string, dto func(T) D) error {
	next := q.next(rows.Next)
	setNextLink(c, next)
	if len(fields) == 0 {
		page := Page[D]{Data: make([]D, len(rows.Rows))}
		for n, row := range rows.Rows {
			page.Data[n] = dto(row)
		}
		page.NextCursor = orNull(next)
		return respond(c, http.StatusOK, 0, page)
	}
	page := Page[any]{Data: make([]any, len(rows.Rows)), NextCursor: orNull(next)}
	for n, row := range rows.Rows {
		picked, err := pick(dto(row), fields)
		if err != nil {
			return err
		}
		page.Data[n] = picked
	}
	return respond(c, http.StatusOK, 0, page)
}

// respondOne answers one resource with the picked fields only.
func respondOne(c echo.Context, version int64, dto any, fields []string) error {
	picked, err := pick(dto, fields)
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, version, picked)
}

// whole is a list that comes in one page.
func whole[T any](rows []T) workplan.Listing[T] { return workplan.Listing[T]{Rows: rows} }

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
