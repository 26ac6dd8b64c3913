package api

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

const mimeHTML = "text/html; charset=utf-8"

//go:embed problems.html
var problemsHTML string

var problemsTemplate = template.Must(template.New("problems").Parse(problemsHTML))

// problemPage is what the one template shows: the index (All), the page of a type (Type), or a problem that just occurred (Problem,
// and Type where it has one).
type problemPage struct {
	Heading string
	Problem *Problem
	Type    *pageType
	All     []pageType
}

// pageType is a problem type with its slug.
type pageType struct {
	Slug string
	problemType
}

// listProblems answers GET /problems: every problem type, by status.
func listProblems(c echo.Context) error {
	return sendPage(c, problemPage{Heading: "Problem types", All: sortedProblemTypes()})
}

// sortedProblemTypes lists every problem type, by status.
func sortedProblemTypes() []pageType {
	var all []pageType
	for slug, t := range problemTypes {
		all = append(all, pageType{slug, t})
	}
	slices.SortFunc(all, func(a, b pageType) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), cmp.Compare(a.Slug, b.Slug))
	})
	return all
}

// showProblem answers GET /problems/{slug}: what the problem means and what to do about it.
func showProblem(c echo.Context) error {
	slug := c.Param("slug")
	t, ok := problemTypes[slug]
	if !ok {
		return edge("not-found", "There is no such problem type. All of them are listed under /problems.")
	}
	return sendPage(c, problemPage{Heading: t.Title, Type: &pageType{slug, t}})
}

// pageOfProblem shows a problem to a person, with the explanation of its type.
func pageOfProblem(p Problem) problemPage {
	page := problemPage{Heading: p.Title, Problem: &p}
	if slug, ok := strings.CutPrefix(p.Type, problemPath("")); ok {
		page.Type = &pageType{slug, problemTypes[slug]}
	}
	return page
}

func sendPage(c echo.Context, page problemPage) error {
	c.Response().Header().Set("Cache-Control", "public, max-age=3600")
	return send(c, http.StatusOK, mimeHTML, renderPage(page))
}

// renderPage panics only when the embedded template does not fit problemPage, which every test of a page would show.
func renderPage(page problemPage) []byte {
	var b bytes.Buffer
	if err := problemsTemplate.Execute(&b, page); err != nil {
		panic("problems.html: " + err.Error())
	}
	return b.Bytes()
}
