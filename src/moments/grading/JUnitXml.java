package moments.grading;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A result as the XML that build servers read. */
final class JUnitXml {
  private JUnitXml() {}

  static String of(Result result) {
    Grade grade = result.grade();
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", grade.title());
      xml.writeAttribute("tests", String.valueOf(grade.marks().size()));
      xml.writeAttribute("failures", String.valueOf(count(grade, false)));
      xml.writeAttribute("errors", String.valueOf(count(grade, true)));
      xml.writeAttribute("skipped", "0");
      xml.writeAttribute("hostname", Text.shown(result.key()));
      for (Mark mark : grade.marks()) {
        write(xml, mark, grade);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static long count(Grade grade, boolean errors) {
    return grade.marks().stream().filter(mark -> !mark.passed() && isError(mark) == errors).count();
  }

  private static boolean isError(Mark mark) {
    return mark.verdict() != Mark.Verdict.FAILED;
  }

  private static void write(XMLStreamWriter xml, Mark mark, Grade grade) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", mark.title());
    xml.writeAttribute("classname", grade.title());
    xml.writeAttribute("time", "0");
    if (!mark.passed()) {
      boolean ran = mark.verdict() != Mark.Verdict.NOT_RUN;
      xml.writeStartElement(isError(mark) ? "error" : "failure");
      xml.writeAttribute("type", mark.verdict().name());
      xml.writeAttribute("message", "%s of %s points".formatted(mark.got(), mark.points()));
      xml.writeCharacters(Text.shown(ran ? mark.feedback() : grade.why()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
