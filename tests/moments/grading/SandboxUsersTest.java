package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxUsersTest {
  @BeforeAll
  static void asRoot() {
    assumeTrue(Sandbox.isRoot(), "only root runs submissions as other users");
  }

  /** One that runs at the same time. */
  static final class OtherGrader {
    public static void main(String[] args) throws Exception {
      System.out.println(SandboxUsers.number(0));
      System.in.read();
    }
  }

  @Test
  void twoGradersHaveNoUserInCommon() throws Exception {
    int mine = SandboxUsers.number(0);
    String java = System.getProperty("java.home") + "/bin/java";
    String path = System.getProperty("java.class.path");
    Process other =
        new ProcessBuilder(List.of(java, "-cp", path, OtherGrader.class.getName())).start();
    try {
      int theirs = Integer.parseInt(other.inputReader().readLine());
      assertNotEquals((mine - 60_200) / 120, (theirs - 60_200) / 120);
      assertEquals(mine, SandboxUsers.number(0), "the same as long as this program runs");
      assertEquals(mine + 119, SandboxUsers.number(119));
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void moreJobsThanUsersAreRefused() {
    assertThrows(GradingException.class, () -> SandboxUsers.number(120));
    Sandbox sandbox = new Sandbox(Sandbox.Level.USER, Limits.DEFAULT);
    assertThrows(GradingException.class, () -> sandbox.requireUsers(121), "before any is graded");
    sandbox.requireUsers(120);
    new Sandbox(Sandbox.Level.PLAIN, Limits.DEFAULT).requireUsers(121);
  }
}
