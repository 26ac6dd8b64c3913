package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/workplan"
)

// wordReport is a report on a plan of so many items, each with so many updates, with all that a report can have.
func wordReport(items, updates int) workplan.CompletionReport {
	at := time.Date(2025, 3, 1, 9, 30, 0, 0, time.UTC)
	src := workplan.ReportSource{
		Body: workplan.Body{Code: "wg", BodyContent: workplan.BodyContent{Name: "Working Group on Trial & Error"}},
		Plan: workplan.WorkPlan{Code: "wg-2024", Body: "wg", PlanContent: workplan.PlanContent{Title: "Kế hoạch <2024>", PeriodStart: "2024", PeriodEnd: "2026", Notes: "One.\nTwo.", Source: "By hand"},
			PlanLife: workplan.PlanLife{Status: workplan.PlanEndorsed, Revision: 1, EndorsedOn: "2024-01-10"}},
		View: workplan.View{AsOf: "2025-03-01", KnownAt: at}, GeneratedAt: at, GeneratedBy: "chair", Audience: workplan.AudienceChairs, WithAnnex: true,
		Updates: map[int64]map[int]workplan.StatusUpdate{}, StatusChanges: map[int64][]workplan.StatusUpdate{}, Members: map[string]workplan.Member{}, Heard: map[string]bool{},
		Meetings: []workplan.Meeting{{Code: "wg-9", MeetingContent: workplan.MeetingContent{Number: 9, Name: "Ninth Meeting", Starts: "2024-05-14", Ends: "2024-05-15"}}},
	}
	for n := range 8 {
		src.Objectives = append(src.Objectives, workplan.Objective{Number: n + 1, ObjectiveContent: workplan.ObjectiveContent{Title: fmt.Sprintf("Objective in words, number %d", n+1)}})
	}
	for n := range 12 {
		code := fmt.Sprintf("m%d", n)
		src.Members[code] = workplan.Member{Code: code, MemberContent: workplan.MemberContent{Name: fmt.Sprintf("Republic of Number %d", n)}}
	}
	earlier := workplan.EarlierState{AsOf: "2024-06-01", Plan: src.Plan}
	for n := range items {
		item := workplan.ActionItem{Stamp: workplan.Stamp{ID: int64(n + 1)}, Plan: "wg-2024", Ref: fmt.Sprintf("%d.%d", n%8+1, n/8+1), ItemContent: workplan.ItemContent{
			Objective: n%8 + 1, Title: fmt.Sprintf("Item %d: a web seminar for those who work at the border", n), Nature: workplan.NatureOneOff, Due: "2024-Q4", Leads: workplan.List{fmt.Sprintf("m%d", n%12)},
			Topics: workplan.List{"training"}, ExpectedOutput: "A report", Description: strings.Repeat("What it is about. ", 12)}}
		item.RefKey = workplan.RefKeyOf(item.Ref)
		if n%9 == 0 {
			item.Nature, item.Predecessors = workplan.NatureContinuing, workplan.List{"wg-2021/" + item.Ref}
		}
		history := wordHistory(item, updates)
		src.Updates[item.ID], src.StatusChanges[item.ID] = map[int]workplan.StatusUpdate{}, history
		for _, u := range history {
			src.Updates[item.ID][u.Number] = u
		}
		item.Standing = workplan.Unreported()
		earlier.Items = append(earlier.Items, item)
		item.Standing = workplan.ReplayUpdates(history, src.View)
		src.Items = append(src.Items, item)
	}
	src.Earlier = &earlier
	return workplan.BuildReport(src)
}

// wordHistory goes on month after month, and ends in one status or another.
func wordHistory(item workplan.ActionItem, updates int) (history []workplan.StatusUpdate) {
	ends := []workplan.Status{workplan.StatusCompleted, workplan.StatusInProgress, workplan.StatusPostponed, workplan.StatusWithdrawn}
	for n := range updates {
		day := time.Date(2024, 2, 1+int(item.ID)%20, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
		u := workplan.StatusUpdate{ItemID: item.ID, Number: n + 1, Lead: item.Leads[0], RecordedAt: day.Add(9 * time.Hour), OnBehalf: n == 1, UpdateContent: workplan.UpdateContent{
			Kind: workplan.UpdateProgress, EffectiveOn: workplan.DateOf(day), Status: workplan.StatusInProgress, Done: "Two sessions were held, the third is prepared.", NextSteps: "Hold the third.",
			Openings: "Hosts are welcome & wanted", Evidence: workplan.Links{{Title: "Programme", URL: "https://example.org/programme?a=1&b=" + item.Ref}}}}
		if n == updates-1 {
			u.Status = ends[item.ID%4]
			u.Reason, u.CompletedOn = "Funds", workplan.PartialDate(u.EffectiveOn)
		}
		history = append(history, u)
	}
	return history
}

// renderedWord is a report as a Word file.
func renderedWord(t testing.TB, r workplan.CompletionReport) []byte {
	t.Helper()
	f, err := Named("docx")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Render(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpackedWord are the parts of a Word file by name.
func unpackedWord(t testing.TB, file []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if archive.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", archive.File[0].Name)
	}
	parts := map[string][]byte{}
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

// xmlElement is one of XML, with what is in it.
type xmlElement struct {
	XMLName  xml.Name
	Attrs    []xml.Attr   `xml:",any,attr"`
	Text     string       `xml:",chardata"`
	Elements []xmlElement `xml:",any"`
}

func (e xmlElement) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all are the elements of a name within another, at any depth.
func (e xmlElement) all(name string) (list []xmlElement) {
	for _, c := range e.Elements {
		if c.XMLName.Local == name {
			list = append(list, c)
		}
		list = append(list, c.all(name)...)
	}
	return list
}

// words are the texts of an xmlElement, each paragraph on its own line.
func (e xmlElement) words() string {
	var b strings.Builder
	for _, p := range e.all("p") {
		for _, t := range p.all("t") {
			b.WriteString(t.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func parsedXML(t testing.TB, name string, content []byte) (e xmlElement) {
	t.Helper()
	if err := xml.Unmarshal(content, &e); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

// bodyOf is the text part of a document as a Word file.
func bodyOf(t testing.TB, d document) xmlElement {
	t.Helper()
	var b bytes.Buffer
	if err := writeDOCX(&b, d); err != nil {
		t.Fatal(err)
	}
	return parsedXML(t, "word/document.xml", unpackedWord(t, b.Bytes())["word/document.xml"])
}
