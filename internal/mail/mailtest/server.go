// Package mailtest is a small SMTP server on this machine, for tests: it takes mail, refuses addresses, and breaks off where it is told to.
package mailtest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Server takes mail on an address of its own. Answer, where it is set, is asked for each command of a dialogue ("RCPT TO:<a@b>", "." for the end of the
// mail) and gives another reply than the usual; "drop" breaks the connection off.
type Server struct {
	URL    string
	Answer func(command string) string

	listener net.Listener
	mu       sync.Mutex
	taken    []Mail
}

// Mail is a mail that was taken.
type Mail struct {
	From, To string
	Data     string
}

// Start serves until the test ends.
func Start(t testing.TB, answer func(command string) string) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{URL: "smtp://" + l.Addr().String(), Answer: answer, listener: l}
	var dialogues sync.WaitGroup
	dialogues.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			dialogues.Go(func() { s.speak(conn) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		dialogues.Wait()
	})
	return s
}

// Taken lists the mails that were taken, in order.
func (s *Server) Taken() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.taken...)
}

// speak is one dialogue.
func (s *Server) speak(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	fmt.Fprint(conn, "220 mailtest ESMTP\r\n")
	var m Mail
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		command := strings.TrimRight(line, "\r\n")
		reply := s.reply(command, &m)
		if strings.HasPrefix(reply, "354") {
			fmt.Fprint(conn, reply+"\r\n")
			if m.Data, err = body(in); err != nil {
				return
			}
			if reply = s.reply(".", &m); strings.HasPrefix(reply, "250") {
				s.mu.Lock()
				s.taken = append(s.taken, m)
				s.mu.Unlock()
			}
		}
		if reply == "drop" {
			return
		}
		fmt.Fprint(conn, reply+"\r\n")
		if strings.HasPrefix(reply, "221") {
			return
		}
	}
}

// reply answers one command.
func (s *Server) reply(command string, m *Mail) string {
	if s.Answer != nil {
		if other := s.Answer(command); other != "" {
			return other
		}
	}
	verb, rest, _ := strings.Cut(command, ":")
	address := strings.Trim(strings.SplitN(rest+" ", ">", 2)[0], " <")
	switch word, _, _ := strings.Cut(strings.ToUpper(verb), " "); word {
	case "EHLO":
		return "250-mailtest\r\n250 8BITMIME"
	case "MAIL":
		*m = Mail{From: address}
	case "RCPT":
		m.To = address
	case "DATA":
		return "354 go on"
	case "QUIT":
		return "221 bye"
	}
	return "250 OK"
}

// body reads a mail to its last line.
func body(in *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil || line == ".\r\n" {
			return b.String(), err
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}
